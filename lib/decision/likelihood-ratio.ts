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

/** The similarity that speaks neither for nor against the person. */
export function neutralSimilarity({ scale, offset }: Calibration): number {
  return -offset / scale;
}
