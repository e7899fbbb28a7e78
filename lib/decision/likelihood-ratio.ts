/** The affine map from the cosine similarity of one model to a log-likelihood ratio; `npm run calibrate` finds it. */
export interface Calibration {
  /** Nats per unit of similarity. */
  scale: number;
  /** Nats. */
  offset: number;
}

/**
 * How much more probable a similarity is between two samples of one person than between those of two, as a natural
 * logarithm: positive speaks for the person, negative against, 0 says nothing (Brummer and du Preez, Computer Speech and
 * Language 20 (2006)).
 */
export function logLikelihoodRatio(similarity: number, { scale, offset }: Calibration): number {
  return scale * similarity + offset;
}

/**
 * What a ratio counts for, by the quality of what it was measured on, in [0, 1]: poor quality takes from what speaks for a person, and
 * never from what speaks against them. So a threshold for good captures holds for poor ones, and nobody gains by dimming the light.
 */
export function weighedRatio(ratio: number, weight: number): number {
  return ratio > 0 ? weight * ratio : ratio;
}

/** The similarity that speaks neither for nor against the person. */
export function neutralSimilarity({ scale, offset }: Calibration): number {
  return -offset / scale;
}
