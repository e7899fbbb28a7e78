import { describe, expect, it } from 'vitest';
import { type ImpostorScores, identificationPoint } from './identification-threshold';

const standard = { mean: 0, deviation: 1, least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

const identificationThreshold = (scores: ImpostorScores, searched: number, rate?: number): number =>
  identificationPoint(scores, searched, rate).threshold;

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
    const scores = { mean: 0.11, deviation: 0.185, least: 0.56, most: 2 };
    const thresholds = [0, 1, 2, 3, 10, 100, 1000, 10_000, 1_000_000].map((n) => identificationThreshold(scores, n));
    expect(thresholds[0]).toBe(0.56);
    thresholds.slice(1).forEach((threshold, i) => {
      expect(threshold).toBeGreaterThanOrEqual(thresholds[i]!);
    });
    expect(thresholds.at(-1)).toBeGreaterThan(thresholds[1]!);
  });

  it('never falls below what was measured', () => {
    expect(identificationThreshold({ mean: 0, deviation: 0.01, least: 0.5, most: 1 }, 1000)).toBe(0.5);
  });

  it('never rises above what genuine captures reach: the rate gives way, and is told', () => {
    // Of the built-in face network, which 53 free accounts once raised to 0.993, where nobody was found.
    const faces = { mean: 0.835, deviation: 0.0445, least: 0.94, most: 0.973 };
    expect(identificationPoint({ ...faces, most: 2 }, 53).threshold).toBeCloseTo(0.993, 3);
    expect(identificationPoint(faces, 5).falsePositiveIdentificationRate).toBe(0.01);
    const rates = [10, 25, 53, 100, 1000, 1_000_000].map((searched) => {
      const { threshold, falsePositiveIdentificationRate } = identificationPoint(faces, searched);
      expect(threshold).toBeLessThanOrEqual(0.973);
      return falsePositiveIdentificationRate;
    });
    expect(rates.map((rate) => Number(rate.toFixed(3)))).toEqual([0.01, 0.024, 0.05, 0.092, 0.619, 1]);
  });

  it('holds the wanted rate up to where it gives way, without a step', () => {
    const scores = { mean: 0, deviation: 1, least: 0, most: 3 };
    const points = Array.from({ length: 40 }, (_, i) => identificationPoint(scores, i + 1));
    points.slice(1).forEach((point, i) => {
      expect(point.threshold).toBeGreaterThanOrEqual(points[i]!.threshold);
      const step = point.falsePositiveIdentificationRate - points[i]!.falsePositiveIdentificationRate;
      expect(step).toBeGreaterThanOrEqual(0);
      expect(step).toBeLessThan(0.002);
    });
  });
});
