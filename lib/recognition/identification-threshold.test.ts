import { describe, expect, it } from 'vitest';
import { identificationThreshold } from './identification-threshold';

const standard = { mean: 0, deviation: 1, least: Number.NEGATIVE_INFINITY };

describe('the threshold of an identification', () => {
  it.each([
    // Upper quantiles of the standard normal distribution, from tables.
    [0.01, 1, 2.3263479],
    [0.001, 1, 3.0902323],
    [1e-9, 1, 5.9978071],
    [1e-15, 1, 7.9413454],
  ])('for a rate of %d over %d people is the quantile of that tail', (rate, searched, quantile) => {
    expect(identificationThreshold(standard, searched, rate)).toBeCloseTo(quantile, 6);
  });

  it('divides the rate among the people searched', () => {
    const shared = identificationThreshold(standard, 1_000_000, 0.01);
    expect(shared).toBeCloseTo(identificationThreshold(standard, 1, 0.01 / 1_000_000), 2);
  });

  it('never falls when people come', () => {
    const scores = { mean: 0.11, deviation: 0.185, least: 0.56 };
    const thresholds = [0, 1, 2, 3, 10, 100, 1000, 10_000, 1_000_000].map((n) => identificationThreshold(scores, n));
    expect(thresholds[0]).toBe(0.56);
    thresholds.slice(1).forEach((threshold, i) => {
      expect(threshold).toBeGreaterThanOrEqual(thresholds[i]!);
    });
    expect(thresholds.at(-1)).toBeGreaterThan(thresholds[1]!);
  });

  it('never falls below what was measured', () => {
    expect(identificationThreshold({ mean: 0, deviation: 0.01, least: 0.5 }, 1000)).toBe(0.5);
  });
});
