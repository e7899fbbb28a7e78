import { type Calibration, logLikelihoodRatio } from './likelihood-ratio';

/** What one member of an ensemble says, on a scale of its own, and what that is worth. */
export interface Opinion {
  similarity: number;
  calibration: Calibration;
}

/**
 * The cosine similarity at which the first member alone would say what all say together: the mean of their log-likelihood
 * ratios, on the first one's scale, in [-1, 1]. All that goes by similarities (floors, personal thresholds, histories) goes by
 * this one too. The mean, not the sum: members hear the same recording, and their errors are not independent.
 * Without others it is the first one's own. NaN when any member says NaN, which is never accepted.
 */
export function combinedSimilarity(first: Opinion, others: readonly Opinion[]): number {
  if (others.length === 0) return first.similarity;
  const opinions = [first, ...others];
  const sum = opinions.reduce(
    (ratios, { similarity, calibration }) => ratios + logLikelihoodRatio(similarity, calibration),
    0,
  );
  return similarityOf(sum / opinions.length, first.calibration);
}

/** What a member says on the scale of another: the cosine similarity with the same log-likelihood ratio, in [-1, 1]. */
export function onScaleOf(scale: Calibration, { similarity, calibration }: Opinion): number {
  return similarityOf(logLikelihoodRatio(similarity, calibration), scale);
}

/** Nats: one honest log-in in 40 or so is below, and a third of the strangers whom the network lets pass (docs/evaluation.md). */
const AGAINST = -1;

/** Whether a second opinion says that this is somebody else. Nobody's opinion (undefined) says nothing, NaN speaks against. */
export function speaksAgainst(ratio: number | undefined): boolean {
  return ratio !== undefined && !(ratio >= AGAINST);
}

function similarityOf(ratio: number, { scale, offset }: Calibration): number {
  return Math.min(1, Math.max(-1, (ratio - offset) / scale));
}
