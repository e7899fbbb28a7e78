import { fileCalibration } from './calibration';
import type { FileComparison } from './comparison';
import { type FileFailure, observeFile } from './observe-file';

export interface PairVerification {
  ok: true;
  same: boolean;
  similarity: number;
  /** The similarity from which two files are taken for one person's. */
  threshold: number;
  model: string;
}

/** Two files as they came. */
export interface FilePair {
  a: Uint8Array;
  b: Uint8Array;
}

/**
 * Whether two files are of one person, and what each of them shows. The threshold is that for one file against one:
 * log-in's, against the mean of three, is another. Throws `busy`, and `model_invalid` for a model without calibration.
 */
export async function verifyPair<Shown>(
  files: FilePair,
  comparison: FileComparison<Shown>,
): Promise<{ ok: true; verification: PairVerification; shown: [a: Shown, b: Shown] } | FileFailure> {
  const { modality, model } = comparison;
  const { similarity: threshold } = await fileCalibration(modality, model, 'pairs');
  // In turn, so that a second request gets its share of the processor.
  const a = await observeFile('a', files.a, comparison);
  if (!a.ok) return a;
  const b = await observeFile('b', files.b, comparison);
  if (!b.ok) return b;
  const similarity = comparison.similarity(a.embedding, b.embedding);
  const verification: PairVerification = { ok: true, same: similarity >= threshold, similarity, threshold, model };
  return { ok: true, verification, shown: [a.shown, b.shown] };
}
