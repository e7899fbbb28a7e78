import { isWithin } from '@/lib/math/statistics';
import type { ChallengeFault } from './challenge';
import { type Calibration, logLikelihoodRatio, weighedRatio } from './likelihood-ratio';
import type { Modality } from './modality';
import type { ModalityResult } from './modality-result';
import type { ModalityPolicy, Policy } from './policy';
import type { Signal } from './signal';
import { boundedDigits, whoSpeaks } from './who-speaks';

/** What a decision reads of a modality. The threshold never lowers the policy's floor. */
export type ModalityEvidence<Issue extends string = never> = Pick<
  ModalityResult<Issue>,
  'similarity' | 'threshold' | 'weight' | 'quality'
>;

type Weighed = Pick<ModalityResult, 'similarity' | 'weight'>;

/** What is fused. The digits are weighed as the voice is: one recording has both. */
type Fused = Record<Modality, Weighed> & { digits?: number | undefined };

/** What one log-in showed, as numbers. */
export interface Evidence<Issue extends string> {
  /** Largest cosine distance between two faces of the burst. */
  burstSpread: number;
  face: ModalityEvidence<Issue>;
  voice: ModalityEvidence<Issue>;
  /** How the digits were said, as a log-likelihood ratio of the speaker in nats; absent where nobody compared it. */
  digits?: number | undefined;
  /** What was unusual. */
  signals: readonly Signal[];
}

export type Reason =
  | 'burst_shows_two_faces'
  | 'face_mismatch'
  | 'voice_mismatch'
  | 'fused_score_too_low'
  /** Asked once more, and no clearer. */
  | 'unclear_again'
  /** Enrolled with a model whose file is gone, and no code was typed. */
  | 'voice_model_gone'
  | 'wrong_code'
  | ChallengeFault;

export type Verdict<Issue extends string> =
  /** With a reason where a code stood in for a voice that cannot be compared: the person may then do nothing but enrol it again. */
  | { verdict: 'accept'; reason?: 'renewal_code' }
  | { verdict: 'reject'; reason: Reason }
  | { verdict: 'retry'; reason: Issue | 'once_more' };

/**
 * The decision, in its fixed order: quality, liveness, each modality's floor, the fused score less what the signals take, and
 * last whether the voice or a signal asks for another try, which therefore only those hear who would be in. A perfect face never buys a wrong
 * voice. Evidence that is missing, not finite or out of range never accepts.
 */
export function decide<Issue extends string>(evidence: Evidence<Issue>, policy: Policy): Verdict<Issue> {
  const refused = refusedByFace(evidence, policy);
  if (refused) return refused;
  const speaker = whoSpeaks(evidence.voice, evidence.digits, policy.voice);
  if (speaker === 'another') return reject('voice_mismatch');
  if (!(fusedScore(evidence, policy) - penalty(evidence, policy) >= policy.minFused))
    return reject('fused_score_too_low');
  return speaker === 'unclear' ? ONCE_MORE : (asksAgain(evidence, policy) ?? { verdict: 'accept' });
}

/**
 * The same for somebody whose voice cannot be compared, because the model that it was enrolled with is gone: an operator's code
 * takes its place. A face alone never accepts, and a code never buys a wrong face.
 *
 * @param code what was typed
 */
export function decideByCode<Issue extends string>(
  evidence: Evidence<Issue>,
  code: 'none' | 'wrong' | 'right',
  policy: Policy,
): Verdict<Issue> {
  const refused = refusedByFace(evidence, policy);
  if (refused) return refused;
  if (code !== 'right') return reject(code === 'none' ? 'voice_model_gone' : 'wrong_code');
  if (!(weighed(evidence.face, policy.face) - penalty(evidence, policy) >= 0)) return reject('fused_score_too_low');
  return asksAgain(evidence, policy) ?? { verdict: 'accept', reason: 'renewal_code' };
}

function refusedByFace<Issue extends string>(evidence: Evidence<Issue>, policy: Policy): Verdict<Issue> | undefined {
  const [issue] = [...evidence.face.quality, ...evidence.voice.quality];
  if (issue !== undefined) return { verdict: 'retry', reason: issue };
  if (!isWithin(evidence.burstSpread, 0, policy.maxBurstSpread)) return reject('burst_shows_two_faces');
  return passes(evidence.face, policy.face) ? undefined : reject('face_mismatch');
}

/** Nats that the signals take. */
function penalty({ signals }: Pick<Evidence<never>, 'signals'>, policy: Policy): number {
  return signals.reduce((sum, signal) => sum + (policy.signals[signal] === 'retry' ? 0 : policy.signals[signal]), 0);
}

const ONCE_MORE = { verdict: 'retry', reason: 'once_more' } as const;

function asksAgain({ signals }: Pick<Evidence<never>, 'signals'>, policy: Policy): typeof ONCE_MORE | undefined {
  return signals.some((signal) => policy.signals[signal] === 'retry') ? ONCE_MORE : undefined;
}

/**
 * The sum of the log-likelihood ratios of face, voice and the way of saying digits, each weighted by its quality, in nats. Poor quality
 * can only lower the sum: whatever the light and the noise, no more strangers pass.
 */
export function fusedScore(
  { face, voice, digits }: Fused,
  policy: Record<Modality, { calibration: Calibration }>,
): number {
  const said = digits === undefined ? 0 : weighedRatio(boundedDigits(digits), voice.weight);
  return weighed(face, policy.face) + weighed(voice, policy.voice) + said;
}

function weighed({ similarity, weight }: Weighed, { calibration }: { calibration: Calibration }): number {
  return weighedRatio(logLikelihoodRatio(similarity, calibration), weight);
}

function reject(reason: Reason): { verdict: 'reject'; reason: Reason } {
  return { verdict: 'reject', reason };
}

function passes(
  { similarity, threshold, weight }: ModalityEvidence<string>,
  { minSimilarity }: ModalityPolicy,
): boolean {
  return isWithin(similarity, Math.max(minSimilarity, threshold), 1) && isWithin(weight, 0, 1);
}
