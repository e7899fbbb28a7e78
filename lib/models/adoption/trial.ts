import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunnablePin } from '@/lib/inference/manifest';
import { median } from '@/lib/math/statistics';
import { cosineSimilarity, l2Normalise } from '@/lib/math/vector';
import { UnfitModel } from '@/lib/models/onnx/inspect';

/** The recordings of `lib/voice/golden/`. */
export const GOLDEN_SOUNDS = ['voice', 'chirp'] as const;
export type GoldenSound = (typeof GOLDEN_SOUNDS)[number];

/** What a network gave for one sound. */
export interface TrialRun {
  sound: GoldenSound;
  frames: number;
  shape: number[];
  /** Base64 of little-endian float32; empty where it gave none. */
  values: string;
  milliseconds: number;
}

/** What a voice network showed in its trial. */
export interface Trial {
  embeddingSize: number;
  /** As the network gives them, not normalised. */
  golden: Record<GoldenSound, Float32Array>;
  /** Of a run on 5 s of speech, median. */
  milliseconds: number;
  /** Of the process that ran it, at most. */
  megabytes: number;
}

/** Everybody who logs in waits for it. Milliseconds a run on 5 s of speech. */
const SLOWEST = 1000;
export const FRAMES_A_SECOND = 100;
const PATIENCE_MS = 120_000;
const MOST_OUTPUT = 2 ** 26;
/** Cosine similarity of a voice and a chirp: a network that hears no difference has one embedding for all. */
const ALIKE = 0.9999;

/** Runs a network of `folder` in a process of its own. Throws an UnfitModel that says what is wrong with it. */
export async function tryModel(folder: string, pin: RunnablePin): Promise<Trial> {
  const path = join(process.cwd(), 'lib', 'models', 'adoption', 'trial-process.ts');
  const words = ['--import', 'tsx', path, folder, JSON.stringify(pin)];
  const options = { timeout: PATIENCE_MS, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT } as const;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, options);
    const { runs, megabytes } = JSON.parse(stdout) as { runs: TrialRun[]; megabytes: number };
    return { ...judgeRuns(runs), megabytes };
  } catch (cause) {
    throw cause instanceof UnfitModel ? cause : new UnfitModel(reasonOf(cause), { cause });
  }
}

/** What the runs say. Throws an UnfitModel. */
export function judgeRuns(runs: readonly TrialRun[]): Omit<Trial, 'megabytes'> {
  const size = runs[0]?.shape.at(-1) ?? 0;
  const golden = new Map<GoldenSound, Float32Array>();
  for (const { sound, frames, shape, values } of runs) {
    const given = floats(values);
    if (shape.length !== 2 || shape[0] !== 1 || size < 2 || shape[1] !== size || given.length !== size)
      throw new UnfitModel(`it gives [${shape}] for ${frames} frames, and not [1, N] with one N for every length`);
    if (!given.every(Number.isFinite)) throw new UnfitModel(`it gives values that are no numbers for ${frames} frames`);
    if (given.every((value) => value === 0)) throw new UnfitModel(`it gives nothing but zeros for ${frames} frames`);
    const before = golden.get(sound);
    if (before && frames === runs.find((run) => run.sound === sound)?.frames && !sameValues(before, given))
      throw new UnfitModel('it gives something else for the same sound the second time');
    if (!before) golden.set(sound, given);
  }
  const [voice, chirp] = GOLDEN_SOUNDS.map((sound) => golden.get(sound));
  if (!voice || !chirp) throw new UnfitModel('it gives nothing');
  if (cosineSimilarity(l2Normalise(voice), l2Normalise(chirp)) > ALIKE)
    throw new UnfitModel('it gives the same for a voice and for a chirp');
  const times = runs.filter(({ frames }) => frames === 5 * FRAMES_A_SECOND).map((run) => run.milliseconds);
  const milliseconds = median(times);
  if (milliseconds > SLOWEST)
    throw new UnfitModel(`it takes ${Math.round(milliseconds)} ms for 5 s of speech; ${SLOWEST} are the most`);
  return { embeddingSize: size, golden: { voice, chirp }, milliseconds };
}

function floats(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
}

const sameValues = (a: Float32Array, b: Float32Array): boolean => a.every((value, i) => value === b[i]);

/** Of what the process wrote before it ended: ONNX Runtime's own words where there are some. */
function reasonOf(cause: unknown): string {
  const { killed, stderr = '' } = cause as { killed?: boolean; stderr?: string };
  if (killed) return `it did not end within ${PATIENCE_MS / 1000} s`;
  const lines = stderr.split('\n').map((line) => line.trim());
  const told = lines.findLast(
    (line) => /onnx|inference failed|Load model|Error/i.test(line) && !line.startsWith('at '),
  );
  return `ONNX Runtime cannot run it${told ? ` (${told.slice(0, 300)})` : ''}`;
}
