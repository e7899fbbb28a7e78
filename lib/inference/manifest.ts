import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { env } from '@/lib/env';
import { SesameError } from '@/lib/errors';

const pinnedFile = {
  /** Relative to the models folder; never outside it. */
  file: z.string().regex(/^(?:[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*$/i),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};

const calibration = z.strictObject({
  /** Cosine similarity from which two recordings, or two pictures, count as one person. */
  similarity: z.number().min(-1).max(1),
  dataset: z.string().min(1),
  /** Fraction of impostor trials at or above `similarity`; null where it is not measured. */
  falseMatchRate: z.number().min(0).max(1).nullable(),
  date: z.iso.date(),
});

/** Cosine similarities of strangers with the mean of three enrolled recordings or photographs. */
const impostorScores = z.strictObject({
  mean: z.number().min(-1).max(1),
  deviation: z.number().positive(),
  /** No threshold goes below. For voices the measured similarity at a false match rate of 1 %. */
  least: z.number().min(-1).max(1),
  /** No threshold goes above: the highest at which four of five genuine trials were found. */
  most: z.number().min(-1).max(1),
  dataset: z.string().min(1),
  date: z.iso.date(),
});

/** Cosine similarities of people's captures at log-in with the mean of three enrolled ones of their own. */
const genuineScores = z.strictObject({
  mean: z.number().min(-1).max(1),
  /** Of one person's about their own mean. */
  deviation: z.number().positive(),
  dataset: z.string().min(1),
  date: z.iso.date(),
});

/**
 * What a cosine similarity with the mean of the enrolled embeddings is worth as a log-likelihood ratio, in nats:
 * `scale * similarity + offset`. Written by `npm run calibrate`.
 */
const llr = z.strictObject({
  scale: z.number().positive(),
  offset: z.number(),
  dataset: z.string().min(1),
  trials: z.strictObject({ genuine: z.number().int().positive(), impostor: z.number().int().positive() }),
  /** Bits: what the ratios cost, and what the best monotonic map would. */
  cllr: z.number().min(0),
  minCllr: z.number().min(0),
  date: z.iso.date(),
});

/** Recordings of one sign-up by one person; for models that `voice.maxEnrolmentDistance` of models/policy.json was not chosen with. */
const enrolment = z.strictObject({
  /** Cosine distance of the two that are least alike. */
  maxDistance: z.number().min(0).max(2),
  dataset: z.string().min(1),
  date: z.iso.date(),
});

const voiceEmbeddingFields = z.strictObject({
  ...pinnedFile,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  task: z.literal('voice-embedding'),
  /** Where `npm run models:pull` finds the file; absent for what the repository holds. */
  url: z.url({ protocol: /^https$/ }).optional(),
  licence: z.string().min(1),
  origin: z.string().min(1),
  input: z.string().min(1),
  output: z.string().min(1),
  frontEnd: z.literal('kaldi-fbank-80'),
  embeddingSize: z.number().int().positive(),
  /** Embeddings of other speakers for score normalisation: L2-normalised float32, little-endian, row by row. */
  cohort: z.strictObject({ ...pinnedFile, embeddings: z.number().int().min(200) }).optional(),
  /** What the network gives, not normalised, for the recordings of `lib/voice/golden/`, by their names. */
  golden: z.strictObject(pinnedFile).optional(),
  /** What thresholds are about: cosine similarity, or that after AS-norm with the cohort. Chosen in docs/evaluation.md. */
  scoring: z.enum(['cosine', 'as-norm']),
  /** For log-in: against the mean of the enrolled recordings. */
  calibration: calibration.optional(),
  /** For one recording against one. */
  pairs: calibration.optional(),
  /** For one recording against many enrolled people. */
  impostors: impostorScores.optional(),
  /** For simulations of people who come back. */
  genuine: genuineScores.optional(),
  /** For sign-up, in place of what models/policy.json says. */
  enrolment: enrolment.optional(),
  /** For log-in, fused with a face. */
  llr: llr.optional(),
});

const voiceEmbedding = voiceEmbeddingFields.refine((model) => model.scoring === 'cosine' || model.cohort, {
  message: 'as-norm needs a cohort',
});

/** A network for faces, made from the weights inside `@vladmandic/face-api` by `npm run models:face`. */
const faceNetwork = z.strictObject({
  ...pinnedFile,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  licence: z.string().min(1),
  origin: z.string().min(1),
  /** Pixels [batch, 3, side, side]: RGB in [0, 255]. */
  input: z.string().min(1),
  output: z.string().min(1),
});

/** The Gaussian mixture of everybody's speech that a person's own is compared with. */
const voiceBackground = z.strictObject({
  ...pinnedFile,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  licence: z.string().min(1),
  origin: z.string().min(1),
  /** Of `scoreMixtures`, in place of a cosine similarity. */
  llr: llr.optional(),
});

/** What speech sounds like, whoever says whatever (`DigitBackground`). */
const digitBackground = z.strictObject({
  ...pinnedFile,
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  licence: z.string().min(1),
  origin: z.string().min(1),
});

const faceEmbedding = faceNetwork.extend({
  embeddingSize: z.number().int().positive(),
  /** For log-in: against the mean of the enrolled photographs. */
  calibration: calibration.optional(),
  /** For one picture against one. */
  pairs: calibration.optional(),
  /** For one picture against many enrolled people. */
  impostors: impostorScores.optional(),
  genuine: genuineScores.optional(),
  /** For log-in, fused with a voice. */
  llr: llr.optional(),
});

const manifest = z.strictObject({
  default: z.strictObject({ 'voice-embedding': z.string() }),
  /** What `npm run models:pull` fetches when it is not told. */
  recommended: z.strictObject({ 'voice-embedding': z.string() }),
  models: z.array(voiceEmbedding).min(1),
  voiceBackground,
  digitBackground,
  face: z.strictObject({
    detection: faceNetwork,
    landmarks: faceNetwork,
    embedding: faceEmbedding,
  }),
});

export type ModelManifest = z.infer<typeof manifest>;
export type ModelPin = ModelManifest['models'][number];
export type ModelTask = ModelPin['task'];
/** What it takes to open a model and to run it. */
export type RunnablePin = Pick<ModelPin, 'file' | 'bytes' | 'sha256' | 'input' | 'output'>;
/** One file that is refused unless its size and hash are these. */
export type PinnedFile = Pick<ModelPin, 'file' | 'bytes' | 'sha256'>;

/** `models/` of the running application, or what `MODELS_DIR` names. */
export function modelsFolder(): string {
  return resolve(/* turbopackIgnore: true */ process.cwd(), env().MODELS_DIR);
}

/** What log-in decides by; `lib/decision/policy-file.ts` says what is in it. */
export const POLICY_FILE = 'policy.json';

/** Reads `manifest.json` of a models folder. Throws `model_invalid` when it is missing or malformed. */
export async function readManifest(folder: string = modelsFolder()): Promise<ModelManifest> {
  const path = join(folder, 'manifest.json');
  try {
    return manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new SesameError('model_invalid', { detail: `${path} cannot be used; restore it with git`, cause });
  }
}

/** What `policy.json` of a models folder holds, unchecked. Throws `model_invalid` when it is missing or no JSON. */
export async function readPolicyJson(folder: string = modelsFolder()): Promise<unknown> {
  const path = join(folder, POLICY_FILE);
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new SesameError('model_invalid', { detail: `${path} cannot be used; restore it with git`, cause });
  }
}

/** The pin of a model by id, or of the task's default model. Throws `model_invalid` for an unknown id. */
export function findModel(from: ModelManifest, task: ModelTask, id: string = from.default[task]): ModelPin {
  const pin = from.models.find((model) => model.id === id && model.task === task);
  if (pin) return pin;
  const known = from.models.filter((model) => model.task === task).map((model) => model.id);
  throw new SesameError('model_invalid', { detail: `no ${task} model "${id}"; there are ${known.join(', ')}` });
}
