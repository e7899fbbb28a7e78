import { describe, expect, it } from 'vitest';
import { falseMatchRateOf, isMeasurable, tailThreshold } from './operating-point';

const exponential = { share: 0.01, start: 2, scale: 0.5, shape: 0 };

describe('an operating point', () => {
  it.each([
    ['convenient', 1e-3],
    ['balanced', 1e-4],
    ['strict', 1e-5],
    [25_000, 4e-5],
  ] as const)('%s allows a false match rate of %d', (level, rate) => {
    expect(falseMatchRateOf(level)).toBeCloseTo(rate, 15);
  });

  it('begins where the tail begins', () => {
    expect(tailThreshold(0.01, exponential)).toBe(2);
  });

  it('is the quantile of an exponential tail', () => {
    expect(tailThreshold(0.01 * Math.exp(-4), exponential)).toBeCloseTo(4, 12);
  });

  it('is the quantile of a heavy tail', () => {
    // P(excess > x) = (1 + 0.25 x / 0.5)^-4: a 16th at an excess of 2.
    expect(tailThreshold(0.01 / 16, { ...exponential, shape: 0.25 })).toBeCloseTo(4, 12);
  });

  it('rises as the rate falls', () => {
    for (const shape of [0, 0.2])
      expect(tailThreshold(1e-5, { ...exponential, shape })).toBeGreaterThan(
        tailThreshold(1e-4, { ...exponential, shape }),
      );
  });

  it.each([0.02, 0, -1, Number.NaN])('is refused for a rate of %d, outside the tail', (rate) => {
    expect(() => tailThreshold(rate, exponential)).toThrow(RangeError);
  });

  it('is measurable from three times as many trials on', () => {
    expect(isMeasurable(1e-3, 3000)).toBe(true);
    expect(isMeasurable(1e-3, 2999)).toBe(false);
  });
});
