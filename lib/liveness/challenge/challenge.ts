import type { ChallengeLevel } from '@/lib/decision/challenge';
import { drawDigits } from './digits';
import { drawBelow, type RandomBytes } from './draw';

export type Turn = 'left' | 'right';

/** Digits to say in one go. */
export interface SayStep {
  kind: 'say';
  digits: number[];
}

/** One thing that a person is asked to do. */
export type ChallengeStep = SayStep | { kind: 'turn'; towards: Turn };

/** What is asked for in one attempt, in this order. */
export type Challenge = ChallengeStep[];

/** More of them take longer to say and are told apart no better: docs/evaluation.md. */
export const CHALLENGE_DIGITS = 5;
/** Turns of the head. */
const TURNS: Record<ChallengeLevel, number> = { balanced: 1, strict: 2 };

/**
 * Digits to say and turns of the head, either first; of two turns the second goes to the other side. Of `challengeSpace` challenges all
 * are equally likely. What a guess costs: docs/liveness.md.
 */
export function drawChallenge(level: ChallengeLevel, random: RandomBytes): Challenge {
  const say: SayStep = { kind: 'say', digits: drawDigits(CHALLENGE_DIGITS, random) };
  const first = drawBelow(2, random);
  const turns = Array.from({ length: TURNS[level] }, (_, i): ChallengeStep => {
    return { kind: 'turn', towards: (first + i) % 2 === 0 ? 'left' : 'right' };
  });
  return drawBelow(2, random) === 0 ? [say, ...turns] : [...turns, say];
}

/** The digits that a challenge asks for. */
export function digitsOf(challenge: Challenge): number[] {
  return challenge.flatMap((step) => (step.kind === 'say' ? step.digits : []));
}

/** The sides that it asks to turn to, in order. */
export function sidesOf(challenge: Challenge): Turn[] {
  return challenge.flatMap((step) => (step.kind === 'turn' ? [step.towards] : []));
}

/** How many different challenges there are, of one turn or of two. */
export function challengeSpace(): number {
  return 10 * 9 ** (CHALLENGE_DIGITS - 1) * 2 * 2;
}
