import { meanAndDeviation } from '@/lib/math/statistics';

/** One pair of a fold. A pair that has no score, because no face was found, counts as different. */
export interface ScoredPair {
  same: boolean;
  score: number | undefined;
}

export interface LfwAccuracy {
  meanAccuracy: number;
  /** Of the mean: the standard deviation of the folds' accuracies over the root of their number. */
  standardError: number;
}

/**
 * The protocol of Labeled Faces in the Wild (Huang et al., 2007): the threshold of each fold is the one that does best on all
 * the others. Throws a RangeError for fewer than two folds.
 */
export function lfwAccuracy(folds: readonly (readonly ScoredPair[])[]): LfwAccuracy {
  if (folds.length < 2) throw new RangeError('the LFW protocol needs folds');
  const accuracies = folds.map((fold, i) => accuracyAt(fold, bestThreshold(folds.toSpliced(i, 1).flat())));
  const { mean, deviation } = meanAndDeviation(accuracies);
  return { meanAccuracy: mean, standardError: deviation / Math.sqrt(folds.length - 1) };
}

/** The score from which on calling pairs the same is right most often; of several, the one in the middle of the widest gap. */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const scored = pairs
    .flatMap(({ same, score }) => (score === undefined ? [] : [{ same, score }]))
    .sort((a, b) => b.score - a.score);
  let right = 0;
  let best = { right: 0, threshold: Number.POSITIVE_INFINITY, gap: 0 };
  scored.forEach(({ same, score }, i) => {
    right += same ? 1 : -1;
    const below = scored[i + 1]?.score ?? score;
    const gap = score - below;
    if (i + 1 < scored.length && gap === 0) return;
    if (right > best.right || (right === best.right && gap > best.gap))
      best = { right, threshold: (score + below) / 2, gap };
  });
  return best.threshold;
}

function accuracyAt(pairs: readonly ScoredPair[], threshold: number): number {
  const right = pairs.filter(({ same, score }) => same === (score !== undefined && score >= threshold));
  return right.length / pairs.length;
}
