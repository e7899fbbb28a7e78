import { type Calibration, logLikelihoodRatio } from './likelihood-ratio';
import type { ModalityPolicy, Policy } from './policy';

/** How one modality compares with the enrolled person. */
export interface ModalityEvidence {
  /** Cosine similarity with the mean of the enrolled embeddings. */
  similarity: number;
  /** How much it counts for its quality, in [0, 1]. */
  weight: number;
}

/** What one log-in showed, as numbers. */
export interface Evidence<Issue extends string> {
  /** Quality problems found, most important first; the other numbers are then meaningless. */
  qualityIssues: readonly Issue[];
  /** Largest cosine distance between two faces of the burst. */
  burstSpread: number;
  face: ModalityEvidence;
  /** Says nothing when `voiceModelChanged`. */
  voice: ModalityEvidence;
  /** Whether the voice was enrolled with another model than the one in use: there is nothing to compare it with. */
  voiceModelChanged: boolean;
}

export type Reason = 'burst_shows_two_faces' | 'face_mismatch' | 'voice_mismatch' | 'fused_score_too_low';

export type Verdict<Issue extends string> =
  /** With a reason where the voice could not be compared: the person may then do nothing but enrol it again. */
  | { verdict: 'accept'; reason?: 'voice_model_changed' }
  | { verdict: 'reject'; reason: Reason }
  | { verdict: 'retry'; reason: Issue };

/**
 * The decision, in its fixed order: quality, liveness, each modality's floor, the fused score. A perfect face never
 * buys a wrong voice. Evidence that is missing, not finite or out of range never accepts. A voice that cannot be compared
 * is not a wrong one: the face then has to pass a stricter floor alone.
 */
export function decide<Issue extends string>(evidence: Evidence<Issue>, policy: Policy): Verdict<Issue> {
  const { face, voice } = evidence;
  const issue = evidence.qualityIssues[0];
  if (issue !== undefined) return { verdict: 'retry', reason: issue };
  if (!within(evidence.burstSpread, 0, policy.maxBurstSpread)) return reject('burst_shows_two_faces');
  if (!passes(face, policy.face)) return reject('face_mismatch');
  if (evidence.voiceModelChanged) {
    if (!passes(face, policy.faceAlone)) return reject('face_mismatch');
    return { verdict: 'accept', reason: 'voice_model_changed' };
  }
  if (!passes(voice, policy.voice)) return reject('voice_mismatch');
  return fusedScore({ face, voice }, policy) >= policy.minFused ? { verdict: 'accept' } : reject('fused_score_too_low');
}

/**
 * The sum of both log-likelihood ratios, each weighted by its quality, in nats. Both are positive above the floors, so that
 * poor quality can only lower the sum: whatever the light and the noise, no more strangers pass.
 */
export function fusedScore(
  { face, voice }: Record<'face' | 'voice', ModalityEvidence>,
  policy: Record<'face' | 'voice', { calibration: Calibration }>,
): number {
  const weighed = ({ similarity, weight }: ModalityEvidence, { calibration }: { calibration: Calibration }): number =>
    weight * logLikelihoodRatio(similarity, calibration);
  return weighed(face, policy.face) + weighed(voice, policy.voice);
}

function reject(reason: Reason): { verdict: 'reject'; reason: Reason } {
  return { verdict: 'reject', reason };
}

function passes({ similarity, weight }: ModalityEvidence, floor: Pick<ModalityPolicy, 'minSimilarity'>): boolean {
  return within(similarity, floor.minSimilarity, 1) && within(weight, 0, 1);
}

/** True only for a number in [least, most]: NaN is no evidence. */
function within(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
