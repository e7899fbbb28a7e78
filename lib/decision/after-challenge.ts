import type { ChallengeEvidence, ChallengeFault, ChallengeLevel, LivenessPolicy, MovementIssue } from './challenge';
import type { Verdict } from './decide';

/** Whether a challenge was answered, as its faults. What can be done better about a turn is none of them. */
export function faultsOf({ movement, digits, lips }: ChallengeEvidence, level: ChallengeLevel): ChallengeFault[] {
  const faults: [ChallengeFault, boolean][] = [
    ['movement_refused', movement === 'refused'],
    ['digits_wrong', digits === 'wrong'],
    ['digits_unclear', digits === 'unclear'],
    ['lips_differ', level === 'strict' && lips === 'differs'],
    ['lips_unclear', level === 'strict' && lips === 'unclear'],
  ];
  return faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/**
 * The verdict on who it was, less what the challenge takes away. What is wrong with a capture is told first; then what to do better about
 * the turn. Wrong digits are refused in the words for everybody else, because they are compared with the person's own; unclear ones are
 * asked for once more, which only those hear who would be in.
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
  if (fault === 'digits_unclear')
    return verdict.verdict === 'accept' ? { verdict: 'retry', reason: 'once_more' } : verdict;
  return fault ? { verdict: 'reject', reason: fault } : verdict;
}
