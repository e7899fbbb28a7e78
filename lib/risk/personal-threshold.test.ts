import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { type AcceptedScore, LEAST_HISTORY, personalThreshold, usualDailyScore } from './personal-threshold';

const FLOOR = 0.52;
const HIGHEST = FLOOR + (1 - FLOOR) / 3;
const DAY_MS = 86_400_000;

/** Scores of attempts in turn, two a day. */
const history = (scores: readonly number[], from = 0): AcceptedScore[] =>
  scores.map((similarity, i) => ({ similarity, at: new Date((from + i) * (DAY_MS / 2)) }));
const thresholdOf = (accepted: readonly AcceptedScore[], floor: number): number =>
  personalThreshold(usualDailyScore(accepted), floor);
const times = (count: number, similarity: number): AcceptedScore[] =>
  history(new Array<number>(count).fill(similarity));

describe('the threshold of a person', () => {
  it.each([
    ['without a history', []],
    ['with a history of one', times(1, 0.9)],
    ['with one attempt too few', times(LEAST_HISTORY - 1, 0.9)],
    ['with attempts near the floor', times(20, 0.55)],
    ['with attempts below the floor', times(20, 0.1)],
    ['with scores that are no numbers', times(20, Number.NaN)],
    ['with infinite scores', times(20, Number.POSITIVE_INFINITY)],
    ['with scores beyond 1', times(20, 1.5)],
  ])('%s is the floor', (_, accepted) => {
    expect(thresholdOf(accepted, FLOOR)).toBe(FLOOR);
  });

  it('rises for somebody who is always recognised well', () => {
    expect(thresholdOf(times(LEAST_HISTORY, 0.78), FLOOR)).toBeCloseTo(0.78 - 3 * 0.048, 10);
  });

  it('rises less where scores are spread', () => {
    const narrow = thresholdOf(history([0.78, 0.8, 0.76, 0.78, 0.8, 0.76, 0.78, 0.78]), FLOOR);
    const wide = thresholdOf(history([0.78, 0.86, 0.7, 0.78, 0.86, 0.7, 0.72, 0.84]), FLOOR);
    expect(wide).toBeLessThan(narrow);
    expect(wide).toBeGreaterThanOrEqual(FLOOR);
  });

  it('is moved little by a minority of strange attempts, high or low', () => {
    const usual = history(Array.from({ length: 20 }, (_, i) => 0.76 + 0.004 * (i % 10)));
    const plain = thresholdOf(usual, FLOOR);
    for (const strange of [FLOOR, 1, -1])
      expect(Math.abs(thresholdOf([...times(5, strange), ...usual], FLOOR) - plain)).toBeLessThan(0.03);
  });

  it('cannot be raised beyond a third of the way to identity by replays', () => {
    expect(thresholdOf(times(200, 1), FLOOR)).toBeCloseTo(HIGHEST, 12);
  });

  it('looks at the newest attempts only, in 10,000 rows as in 200', () => {
    const newest = history(new Array<number>(200).fill(0.78), 9800);
    expect(thresholdOf([...newest, ...times(9800, 0.53)], FLOOR)).toBe(thresholdOf(newest, FLOOR));
  });

  it('never leaves its range, whatever the history', () => {
    const random = seededRandom(1);
    for (let i = 0; i < 500; i++) {
      const threshold = thresholdOf(
        history(Array.from({ length: Math.floor(random() * 300) }, () => 3 * random() - 1.5)),
        FLOOR,
      );
      expect(threshold).toBeGreaterThanOrEqual(FLOOR);
      expect(threshold).toBeLessThanOrEqual(HIGHEST + 1e-12);
    }
  });
});

describe('an attacker', () => {
  it('who gets in with worse and worse samples, for years, cannot walk the threshold below the floor', () => {
    const accepted = times(50, 0.8);
    for (let i = 0; i < 2000; i++) {
      const threshold = thresholdOf(accepted, FLOOR);
      expect(threshold).toBeGreaterThanOrEqual(FLOOR);
      accepted.push({ similarity: threshold, at: new Date((50 + i) * (DAY_MS / 2)) });
    }
    expect(thresholdOf(accepted, FLOOR)).toBe(FLOOR);
  });

  it('who gets in and floods one day with low scores moves it little', () => {
    const usual = times(50, 0.8);
    const flood = Array.from({ length: 5000 }, (_, i) => ({ similarity: FLOOR, at: new Date(25 * DAY_MS + i * 1000) }));
    expect(thresholdOf([...usual, ...flood], FLOOR)).toBe(thresholdOf(usual, FLOOR));
  });
});
