import { clamp } from '@/lib/math/statistics';
import { type Calibration, logLikelihoodRatio } from './likelihood-ratio';

/** What one member of an ensemble says, on a scale of its own, and what that is worth. */
export interface ModelScore {
  similarity: number;
  calibration: Calibration;
}

/**
 * The cosine similarity at which the first member alone would say what all say together: the mean of their log-likelihood
 * ratios, on the first one's scale, in [-1, 1]. All that goes by similarities (floors, personal thresholds, histories) goes by
 * this one too. The mean, not the sum: members hear the same recording, and their errors are not independent.
 * Without others it is the first one's own. NaN when any member says NaN, which is never accepted.
 */
export function combinedSimilarity(first: ModelScore, others: readonly ModelScore[]): number {
  if (others.length === 0) return first.similarity;
  const opinions = [first, ...others];
  const sum = opinions.reduce(
    (ratios, { similarity, calibration }) => ratios + logLikelihoodRatio(similarity, calibration),
    0,
  );
  return similarityOf(sum / opinions.length, first.calibration);
}

/** Nats. */
const AGAINST = -1;
/** 3 s of speech at 12.5 dB: in noise mixtures turn away more people than strangers (docs/evaluation.md). */
const LEAST_WEIGHT = 0.75;

/**
 * Whether a second opinion, a log-likelihood ratio, says that this is somebody else; `weight` is the recording's for its quality.
 * Nobody's opinion (undefined) says nothing, and poor recordings are not asked about. NaN speaks against.
 */
export function speaksAgainst(ratio: number | undefined, weight: number): boolean {
  return ratio !== undefined && weight >= LEAST_WEIGHT && !(ratio >= AGAINST);
}

function similarityOf(ratio: number, { scale, offset }: Calibration): number {
  return clamp((ratio - offset) / scale, -1, 1);
}
