import { z } from 'zod';
import type { Calibration } from './likelihood-ratio';
import { falseMatchRateOf, isMeasurable, type SecurityLevel, tailThreshold } from './operating-point';
import type { ModalityPolicy, Policy } from './policy';
import { SIGNALS, type Signal } from './signal';

const distance = z.number().min(0).max(2);
const evidence = z.string().min(1);
const count = z.number().int().positive();
const interval = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'ends the wrong way round');

/** What strangers score after fusion with one pair of models; `npm run calibrate` writes it. */
const fusion = z.strictObject({
  models: z.strictObject({ face: z.string().min(1), voice: z.string().min(1) }),
  tail: z.strictObject({
    share: z.number().positive().max(0.1),
    start: z.number(),
    scale: z.number().positive(),
    shape: z.number().min(0).max(0.5),
  }),
  dataset: evidence,
  /** Impostor comparisons of each modality, and how many pairs of them were fused. */
  trials: z.strictObject({ face: count, voice: count, fused: count }),
  /** 95 % intervals of the thresholds, by bootstrap over people. */
  confidence: z.strictObject({ convenient: interval, balanced: interval, strict: interval }),
  date: z.iso.date(),
});

/** Every signal, and what it does. */
const effect = z.union([z.number().min(0).max(100), z.literal('retry')]);
const signals = z.strictObject(
  Object.fromEntries(SIGNALS.map((name) => [name, effect])) as Record<Signal, typeof effect>,
);

/** models/policy.json: everything that a decision goes by but the calibrations, which belong to the models. */
const policyFile = z.strictObject({
  version: z.string().min(1),
  maxBurstSpread: distance,
  face: z.strictObject({ maxEnrolmentDistance: distance, evidence }),
  voice: z.strictObject({ maxEnrolmentDistance: distance, evidence }),
  signals: z.strictObject({ effects: signals, evidence }),
  fusion: z.array(fusion).min(1),
});

export type PolicyFile = z.infer<typeof policyFile>;
export type Fusion = PolicyFile['fusion'][number];

/**
 * Checks what models/policy.json holds. Throws an Error that names every bad entry, also those that nobody knows.
 */
export function parsePolicyFile(content: unknown): PolicyFile {
  const parsed = policyFile.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join(', '));
}

/** What the models in use say of themselves, in models/manifest.json. */
export interface ModelCalibrations {
  face: Calibration;
  voice: Calibration;
  /** Cosine similarities that a known share of strangers reaches: a picture of the right face leaves the voice to stand alone. */
  faceFloor: number;
  voiceFloor: number;
  /** Cosine distance between enrolled recordings; undefined where the policy file's was chosen with this model. */
  voiceEnrolmentDistance?: number | undefined;
}

/** The policy of a level. Its floors are those of the models, whatever the level. */
export function policyFor(
  file: PolicyFile,
  { tail }: Pick<Fusion, 'tail'>,
  calibrations: ModelCalibrations,
  level: SecurityLevel,
): Policy {
  const modality = (name: 'face' | 'voice', floor: number, enrolmentDistance?: number): ModalityPolicy => ({
    calibration: calibrations[name],
    minSimilarity: floor,
    maxEnrolmentDistance: enrolmentDistance ?? file[name].maxEnrolmentDistance,
  });
  return {
    version: file.version,
    face: modality('face', calibrations.faceFloor),
    voice: modality('voice', calibrations.voiceFloor, calibrations.voiceEnrolmentDistance),
    maxBurstSpread: file.maxBurstSpread,
    signals: file.signals.effects,
    minFused: tailThreshold(falseMatchRateOf(level), tail),
  };
}

/** One line for the log: the level, its threshold, and what the evidence for it is worth. */
export function describeLevel(level: SecurityLevel, { tail, trials, dataset, date }: Fusion): string {
  const rate = falseMatchRateOf(level);
  const strangers = Math.round(1 / rate).toLocaleString('en');
  // Trials are fused at random from those of each modality: the scarcer ones bound what they can show.
  const independent = Math.min(trials.face, trials.voice);
  const threshold = `one stranger in ${strangers} at a fused score of ${tailThreshold(rate, tail).toFixed(2)}`;
  const source = isMeasurable(rate, independent)
    ? 'measured'
    : `extrapolated by a fitted tail: ${independent} impostor trials show no less than one in ${Math.floor(independent / 3)}`;
  return `security level ${level}: ${threshold}, ${source} (${dataset}, ${date}; docs/evaluation.md)`;
}
