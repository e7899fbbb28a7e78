import { describe, expect, it } from 'vitest';
import { seededBytes } from '@/lib/testing/random-bytes';
import { CHALLENGE_DIGITS, type Challenge, challengeSpace, drawChallenge } from './challenge';
import { drawDigits } from './digits';

describe('drawn digits', () => {
  it('have no two neighbours alike, and are as many as asked', () => {
    const random = seededBytes(1);
    for (let i = 0; i < 2000; i++) {
      const digits = drawDigits(7, random);
      expect(digits).toHaveLength(7);
      digits.forEach((digit, at) => {
        expect(digit).toBeOneOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        expect(digit).not.toBe(digits[at - 1]);
      });
    }
  });

  it('are all equally likely', () => {
    const random = seededBytes(2);
    const pairs = new Map<string, number>();
    for (let i = 0; i < 90_000; i++) {
      const pair = drawDigits(2, random).join('');
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    expect(pairs.size).toBe(90);
    // Five standard deviations of a count of 1,000.
    for (const count of pairs.values()) expect(Math.abs(count - 1000)).toBeLessThan(160);
  });

  it('are none where none are asked', () => {
    expect(drawDigits(0, seededBytes(1))).toEqual([]);
  });
});

describe('a challenge', () => {
  const kinds = (challenge: Challenge): string =>
    challenge.map((step) => (step.kind === 'turn' ? step.towards : step.kind)).join(' ');
  const many = (level: 'balanced' | 'strict'): Challenge[] => {
    const random = seededBytes(3);
    return Array.from({ length: 4000 }, () => drawChallenge(level, random));
  };

  it('is digits and one turn of the head, in any order, each as likely', () => {
    const counts = new Map<string, number>();
    for (const challenge of many('balanced')) counts.set(kinds(challenge), (counts.get(kinds(challenge)) ?? 0) + 1);
    expect([...counts.keys()].toSorted()).toEqual(['left say', 'right say', 'say left', 'say right']);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(140);
  });

  it('has two turns where it is strict', () => {
    const counts = new Map<string, number>();
    for (const challenge of many('strict')) counts.set(kinds(challenge), (counts.get(kinds(challenge)) ?? 0) + 1);
    expect(counts.size).toBe(12);
    for (const count of counts.values()) expect(Math.abs(count - 333)).toBeLessThan(90);
  });

  it('is one of as many as is said', () => {
    const digits = 10 * 9 ** (CHALLENGE_DIGITS - 1);
    expect(challengeSpace('balanced')).toBe(digits * 4);
    expect(challengeSpace('strict')).toBe(digits * 12);
  });
});
