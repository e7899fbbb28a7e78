import { type ChallengeStep, digitsOf } from '@/lib/liveness/challenge/challenge';

/** The digits to say, as a person reads them. */
export function sayingOf(steps: readonly ChallengeStep[]): string {
  return digitsOf([...steps]).join(' ');
}
