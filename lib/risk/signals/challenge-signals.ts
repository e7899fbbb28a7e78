import type { ChallengeEvidence, LivenessPolicy } from '@/lib/decision/challenge';
import type { Signal } from '@/lib/decision/signal';

/** What is unusual about the answer to a challenge. Where it is required, who does not answer it is out already. */
export function challengeSignals(
  { movement, digits, lips, isInjected }: ChallengeEvidence,
  { mode }: LivenessPolicy,
): Signal[] {
  const isAnswered = movement === 'accepted' && (digits === 'accepted' || digits === 'not_enrolled');
  return [
    ...(mode === 'signal' && !isAnswered ? (['challenge_failed'] as const) : []),
    ...(lips === 'differs' ? (['lips_differ'] as const) : []),
    ...(isInjected ? (['injected_frames'] as const) : []),
  ];
}
