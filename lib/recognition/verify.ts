import type { Queue } from '@/lib/inference/queue';
import { fileCalibration } from './calibration';
import { type FileComparison, type FileFailure, observeFile } from './file-comparison';

/** Two files as they came. */
export interface FilePair {
  a: Uint8Array;
  b: Uint8Array;
}

export interface Verification {
  ok: true;
  same: boolean;
  similarity: number;
  /** The similarity from which two files are taken for one person's. */
  threshold: number;
  model: string;
}

/**
 * Whether two files are of one person, and what they show. The threshold is that for one file against one: log-in's, against the
 * mean of three, is another. Throws `busy`, and `model_invalid` for a model without calibration.
 *
 * @param open `faceFiles` or `voiceFiles`
 */
export function verify<Deps, Shown extends object, Both extends object>(
  files: FilePair,
  open: (deps: Deps) => Promise<FileComparison<Shown, Both>>,
  deps: Deps & { admission: Queue },
): Promise<(Verification & Both) | FileFailure> {
  return deps.admission.run(async () => {
    const comparison = await open(deps);
    const { modality, model } = comparison;
    const { similarity: threshold } = await fileCalibration(modality, model, 'pairs');
    // In turn, so that a second request gets its share of the processor.
    const a = await observeFile('a', files.a, comparison);
    if (!a.ok) return a;
    const b = await observeFile('b', files.b, comparison);
    if (!b.ok) return b;
    const similarity = comparison.similarity(a.embedding, b.embedding);
    const both = comparison.both(a.shown, b.shown);
    return { ok: true, same: similarity >= threshold, similarity, threshold, model, ...both };
  });
}
