/** One modality's rule, in cosine distance against the mean of the enrolled embeddings. */
export interface ModalityPolicy {
  /** The floor: a larger distance is never accepted, whatever the other modality says. */
  maxDistance: number;
  /** The largest distance between two samples of one sign-up that still counts as one person. */
  maxEnrolmentDistance: number;
  /** The evaluation that chose the numbers: data set, trials, error rates, date. */
  evidence: string;
}

/** Thresholds and weights of one decision, versioned. */
export interface Policy {
  version: string;
  face: ModalityPolicy;
  voice: ModalityPolicy;
  /** The floor of a face whose voice cannot be compared, because it was enrolled with another model. */
  faceAlone: Pick<ModalityPolicy, 'maxDistance' | 'evidence'>;
  /** The largest cosine distance between two faces of one burst: it shows one person from start to end. */
  maxBurstSpread: number;
  /**
   * The least mean of the two margins, where a margin is the unused share of a modality's `maxDistance`:
   * two scores that both only just pass do not pass together.
   */
  minMeanMargin: number;
}
