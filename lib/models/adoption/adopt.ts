import { findModel, type ModelManifest, type ModelPin, modelsFolder, readManifest } from '@/lib/inference/manifest';
import { UnfitModel } from '@/lib/models/onnx/inspect';
import { type Candidate, type ChosenPorts, pinOf, readCandidate } from './candidate';
import { cardOf } from './card';
import { goldenFile, requireGolden } from './golden';
import { type Staging, stage } from './staging';
import { GOLDEN_SOUNDS, type Trial, tryModel } from './trial';

/** What whoever brings a network says of it. */
export interface Adoption extends ChosenPorts {
  /** The ONNX file. */
  file: string;
  id: string;
  licence: string;
  origin: string;
  /** Year, month, day: of the measurements. */
  date: string;
  /** Values of the reference implementation, as `models/golden/` has them: a JSON file. */
  golden?: string | undefined;
  /** Whether it becomes the manifest's default. */
  isDefault: boolean;
}

/** What is measured of a model, for its entry in the manifest. */
export type Measured = Pick<ModelPin, 'calibration' | 'pairs' | 'impostors' | 'enrolment'>;

/** What the rooms above measure. Each is given a models folder that has the new model, and no log-in looks at. */
export interface AdoptionSteps {
  /** Embeddings of so many other speakers as a cohort has, row by row; undefined for none. */
  cohort(id: string, folder: string): Promise<Float32Array | undefined>;
  measure(id: string, folder: string): Promise<Measured>;
  /** Writes `llr` and the fusion, as `npm run calibrate` does. */
  calibrate(id: string, folder: string): Promise<void>;
  /** Told before each step. */
  say(step: string): void;
}

/** What came of it. */
export interface Adopted {
  pin: ModelPin;
  trial: Trial;
}

/**
 * Makes an ONNX file one of the voice models of `models/`: checks it, runs it apart, measures and calibrates it in a copy, and only then
 * writes file, golden values, cohort, card, policy and manifest, all or nothing. Throws an UnfitModel whose message says in a line why
 * not, and what the steps throw.
 */
export async function adoptVoiceModel(
  adoption: Adoption,
  steps: AdoptionSteps,
  models: string = modelsFolder(),
): Promise<Adopted> {
  const manifest = await readManifest(models);
  refuseTaken(adoption.id, manifest);
  steps.say('reading the file');
  const candidate = await readCandidate(adoption.file, adoption);
  const staging = await stage(models, filesBeside(manifest));
  try {
    steps.say('trying it on the golden recordings, in a process of its own');
    const network = pinOf(`${adoption.id}.onnx`, candidate.bytes);
    await staging.add(network.file, candidate.bytes);
    const { input, output } = candidate;
    const trial = await tryModel(staging.folder, { ...network, input, output });
    if (adoption.golden !== undefined) await requireGolden(adoption.golden, trial.golden);
    await addEntry(adoption, candidate, trial, staging);
    await addCohort(adoption.id, trial, staging, steps);
    steps.say('measuring thresholds');
    const measured = await steps.measure(adoption.id, staging.folder);
    await changeEntry(staging, adoption.id, (entry) => ({ ...entry, ...measured }));
    await calibrateAll(adoption.id, manifest, staging, steps);
    if (adoption.isDefault)
      await staging.changeManifest((content) => {
        const changed = content as ModelManifest;
        return { ...changed, default: { ...changed.default, 'voice-embedding': adoption.id } };
      });
    const pin = findModel(await readManifest(staging.folder), 'voice-embedding', adoption.id);
    await staging.add(`${adoption.id}.md`, cardOf(pin, candidate.summary, trial, adoption.date));
    steps.say('putting it in place');
    await staging.putInPlace();
    return { pin, trial };
  } finally {
    await staging.remove();
  }
}

const ID = /^[a-z0-9][a-z0-9-]*$/;

function refuseTaken(id: string, manifest: ModelManifest): void {
  if (!ID.test(id)) throw new UnfitModel(`the id ${id} is none: a to z, digits and hyphens`);
  const taken = [
    ...manifest.models,
    manifest.voiceBackground,
    manifest.digitBackground,
    ...Object.values(manifest.face),
  ].map((pin) => pin.id);
  if (taken.includes(id)) throw new UnfitModel(`the id ${id} is taken`);
}

/** Of every model that the folder may hold: log-ins, and so calibrations, look at faces and mixtures too. */
function filesBeside({ models, face, voiceBackground, digitBackground }: ModelManifest): string[] {
  const own = models.filter(({ url }) => url === undefined).map(({ file }) => file);
  return [...own, voiceBackground.file, digitBackground.file, ...Object.values(face).map(({ file }) => file)];
}

async function addEntry(
  { id, licence, origin }: Adoption,
  { input, output, bytes }: Candidate,
  { golden, embeddingSize }: Trial,
  staging: Staging,
): Promise<void> {
  const values = goldenFile(Object.fromEntries(GOLDEN_SOUNDS.map((sound) => [sound, golden[sound]])));
  const goldenPin = pinOf(`golden/${id}.json`, values);
  await staging.add(goldenPin.file, values);
  const entry: ModelPin = {
    id,
    task: 'voice-embedding',
    ...pinOf(`${id}.onnx`, bytes),
    licence,
    origin,
    input,
    output,
    frontEnd: 'kaldi-fbank-80',
    embeddingSize,
    golden: goldenPin,
    scoring: 'cosine',
  };
  await staging.changeManifest((content) => {
    const manifest = content as ModelManifest;
    return { ...manifest, models: [...manifest.models, entry] };
  });
}

async function addCohort(
  id: string,
  { embeddingSize }: Trial,
  staging: Staging,
  { cohort, say }: AdoptionSteps,
): Promise<void> {
  say('embedding other speakers');
  const rows = await cohort(id, staging.folder);
  if (!rows) return;
  const bytes = new Uint8Array(rows.slice().buffer);
  const pin = { ...pinOf(`cohort/${id}.bin`, bytes), embeddings: rows.length / embeddingSize };
  await staging.add(pin.file, bytes);
  await changeEntry(staging, id, (entry) => ({ ...entry, cohort: pin }));
}

/**
 * Calibrating weighs faces and mixtures anew, which every pair of models shares: where that changes them, the pairs from before are
 * calibrated on the same data too. People are still enrolled with those.
 */
async function calibrateAll(
  id: string,
  before: ModelManifest,
  staging: Staging,
  { calibrate, say }: AdoptionSteps,
): Promise<void> {
  say(`calibrating ${id}`);
  await calibrate(id, staging.folder);
  const after = await readManifest(staging.folder);
  const shared = ({ face, voiceBackground }: ModelManifest): string =>
    JSON.stringify([face.embedding.llr, voiceBackground.llr].map((llr) => [llr?.scale, llr?.offset]));
  if (shared(before) === shared(after)) return;
  for (const { id: other, llr, url } of before.models) {
    if (!llr || url !== undefined) continue;
    say(`calibrating ${other}, whose faces weigh something else now`);
    await calibrate(other, staging.folder);
  }
}

function changeEntry(staging: Staging, id: string, change: (entry: ModelPin) => ModelPin): Promise<void> {
  return staging.changeManifest((content) => {
    const manifest = content as ModelManifest;
    return { ...manifest, models: manifest.models.map((entry) => (entry.id === id ? change(entry) : entry)) };
  });
}
