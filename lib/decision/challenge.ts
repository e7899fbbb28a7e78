import type { Verdict } from './decide';

/** How much a challenge asks for: `strict` has two turns of the head, and lips that go with the voice. */
export type ChallengeLevel = 'balanced' | 'strict';

/** What a challenge counts for: who does not answer it stays out, is noted, or nobody looks. */
export type LivenessMode = 'required' | 'signal' | 'off';

export interface LivenessPolicy {
  mode: LivenessMode;
  level: ChallengeLevel;
}

/** What to do better about a turn. It says nothing about whom. */
export type MovementIssue = 'turn_further' | 'turn_other_way' | 'turn_back' | 'turn_unclear';

/** What became of a challenge. */
export interface ChallengeEvidence {
  /** `refused`: no living head before one camera. */
  movement: 'accepted' | 'refused' | MovementIssue;
  /** `not_enrolled`: how the person says digits is not known yet. */
  digits: 'accepted' | 'unclear' | 'wrong' | 'not_enrolled';
  lips: 'match' | 'differ' | 'unclear';
}

/** What is wrong with it, by name, as the audit trail has it; nothing where all was done that the level asks for. */
export type ChallengeFault = 'movement_refused' | 'digits_unclear' | 'digits_wrong' | 'lips_differ' | 'lips_unclear';

/** Whether a challenge was answered, as its faults. What can be done better about a turn is none of them. */
export function faultsOf({ movement, digits, lips }: ChallengeEvidence, level: ChallengeLevel): ChallengeFault[] {
  const faults: [ChallengeFault, boolean][] = [
    ['movement_refused', movement === 'refused'],
    ['digits_wrong', digits === 'wrong'],
    ['digits_unclear', digits === 'unclear'],
    ['lips_differ', level === 'strict' && lips === 'differ'],
    ['lips_unclear', level === 'strict' && lips === 'unclear'],
  ];
  return faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/**
 * The verdict on who it was, less what the challenge takes away. What is wrong with a capture is told first; then what to do better about
 * the turn; wrong and unclear digits are refused in the words for everybody else, because they are compared with the person's own.
 */
export function afterChallenge<Issue extends string>(
  verdict: Verdict<Issue>,
  challenge: ChallengeEvidence,
  { mode, level }: LivenessPolicy,
): Verdict<Issue | MovementIssue> {
  if (mode !== 'required') return verdict;
  if (verdict.verdict === 'retry' && verdict.reason !== 'once_more') return verdict;
  const { movement } = challenge;
  const [fault] = faultsOf(challenge, level);
  if (fault === 'movement_refused') return { verdict: 'reject', reason: fault };
  if (movement !== 'accepted' && movement !== 'refused') return { verdict: 'retry', reason: movement };
  return fault ? { verdict: 'reject', reason: fault } : verdict;
}
