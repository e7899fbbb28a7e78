import { drawDigits } from './digits';
import { drawBelow, type RandomBytes } from './draw';

export type Turn = 'left' | 'right';
export type ChallengeLevel = 'balanced' | 'strict';

/** One thing that a person is asked to do. */
export type ChallengeStep = { kind: 'say'; digits: number[] } | { kind: 'turn'; towards: Turn };

/** What is asked for in one attempt, in this order. */
export type Challenge = ChallengeStep[];

/** As many digits as the voice needs, and not one more to say: docs/evaluation.md. */
export const CHALLENGE_DIGITS = 6;
/** Turns of the head. */
const TURNS: Record<ChallengeLevel, number> = { balanced: 1, strict: 2 };

/**
 * Digits to say and turns of the head, in random order. Of `challengeSpace` challenges all are equally likely. What a guess costs:
 * docs/liveness.md.
 */
export function drawChallenge(level: ChallengeLevel, random: RandomBytes): Challenge {
  const say: ChallengeStep = { kind: 'say', digits: drawDigits(CHALLENGE_DIGITS, random) };
  const turns = Array.from({ length: TURNS[level] }, (): ChallengeStep => {
    return { kind: 'turn', towards: drawBelow(2, random) === 0 ? 'left' : 'right' };
  });
  // Among all turns alike: where the digits come is drawn, which turn comes first is drawn already.
  return turns.toSpliced(drawBelow(turns.length + 1, random), 0, say);
}

/** How many different challenges there are. */
export function challengeSpace(level: ChallengeLevel): number {
  const turns = TURNS[level];
  return 10 * 9 ** (CHALLENGE_DIGITS - 1) * 2 ** turns * (turns + 1);
}
