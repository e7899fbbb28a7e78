import type { ModalityPolicy, Policy } from './policy';

/** What one log-in showed, as numbers. Distances are cosine distances to the template, in [0, 2]. */
export interface Evidence<Issue extends string> {
  /** Quality problems found, most important first; the other numbers are then meaningless. */
  qualityIssues: readonly Issue[];
  /** Largest cosine distance between two faces of the burst. */
  burstSpread: number;
  faceDistance: number;
  /** Says nothing when `voiceModelChanged`. */
  voiceDistance: number;
  /** Whether the voice was enrolled with another model than the one in use: there is nothing to compare it with. */
  voiceModelChanged: boolean;
}

export type Reason = 'burst_shows_two_faces' | 'face_mismatch' | 'voice_mismatch' | 'margins_too_small';

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
  const issue = evidence.qualityIssues[0];
  if (issue !== undefined) return { verdict: 'retry', reason: issue };
  if (!within(evidence.burstSpread, policy.maxBurstSpread)) return reject('burst_shows_two_faces');
  if (!within(evidence.faceDistance, policy.face.maxDistance)) return reject('face_mismatch');
  if (evidence.voiceModelChanged) {
    if (!within(evidence.faceDistance, policy.faceAlone.maxDistance)) return reject('face_mismatch');
    return { verdict: 'accept', reason: 'voice_model_changed' };
  }
  if (!within(evidence.voiceDistance, policy.voice.maxDistance)) return reject('voice_mismatch');
  const margins = [margin(evidence.faceDistance, policy.face), margin(evidence.voiceDistance, policy.voice)];
  const meanMargin = margins.reduce((sum, value) => sum + value, 0) / margins.length;
  return meanMargin >= policy.minMeanMargin ? { verdict: 'accept' } : reject('margins_too_small');
}

function reject(reason: Reason): { verdict: 'reject'; reason: Reason } {
  return { verdict: 'reject', reason };
}

/** True only for a number in [0, most]: NaN and negative distances are no evidence. */
function within(distance: number, most: number): boolean {
  return distance >= 0 && distance <= most;
}

function margin(distance: number, { maxDistance }: ModalityPolicy): number {
  return 1 - distance / maxDistance;
}
