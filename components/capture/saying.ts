import type { ChallengeStep } from '@/lib/liveness/challenge/challenge';

/** The digits to say, as a person reads them. */
export function sayingOf(steps: readonly ChallengeStep[]): string {
  return steps.flatMap((step) => (step.kind === 'say' ? step.digits : [])).join(' ');
}
