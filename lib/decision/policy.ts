import type { Calibration } from './likelihood-ratio';
import type { Signal, SignalEffect } from './signal';

/** One modality's rule. Similarities are cosine similarities with the mean of the enrolled embeddings. */
export interface ModalityPolicy {
  /** What a similarity is worth. */
  calibration: Calibration;
  /** The floor: a lower similarity is never accepted, whatever the other modality says. One that a known share of strangers reaches. */
  minSimilarity: number;
  /** The largest cosine distance between two samples of one sign-up that still counts as one person. */
  maxEnrolmentDistance: number;
}

/** What one decision goes by. Made by `policyFor` from models/policy.json and the calibrations of the models in use. */
export interface Policy {
  version: string;
  face: ModalityPolicy;
  voice: ModalityPolicy;
  /** The largest cosine distance between two faces of one burst: it shows one person from start to end. */
  maxBurstSpread: number;
  signals: Record<Signal, SignalEffect>;
  /** The least fused log-likelihood ratio, in nats: the false match rate of the level, among people who claim to be another. */
  minFused: number;
}
