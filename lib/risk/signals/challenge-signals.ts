import type { ChallengeEvidence, LivenessPolicy } from '@/lib/decision/challenge';
import type { Signal } from '@/lib/decision/signal';

/** What is unusual about the answer to a challenge. Where it is required, who does not answer it is out already. */
export function challengeSignals({ movement, digits, lips }: ChallengeEvidence, { mode }: LivenessPolicy): Signal[] {
  const isAnswered = movement === 'accepted' && (digits === 'accepted' || digits === 'not_enrolled');
  return [
    ...(mode === 'signal' && !isAnswered ? (['challenge_failed'] as const) : []),
    ...(lips === 'differ' ? (['lips_differ'] as const) : []),
  ];
}
