import { describe, expect, it } from 'vitest';
import { logistic, logisticRegression } from './logistic';

const observations = [-2, -1, 0, 1, 2].map((x) => ({ x: [1, x], target: logistic(0.5 - 1.5 * x), weight: 1 + x * x }));

describe('a logistic regression', () => {
  it('finds the coefficients that its targets come from', () => {
    const [intercept, slope] = logisticRegression(observations);
    expect(intercept).toBeCloseTo(0.5, 9);
    expect(slope).toBeCloseTo(-1.5, 9);
  });

  it('leaves to the coefficients what the offset does not say', () => {
    expect(logisticRegression(observations, { offset: 0.2 })[0]).toBeCloseTo(0.3, 9);
  });

  it('makes penalised coefficients smaller', () => {
    const [, slope = 0] = logisticRegression(observations, { penalties: [0, 1] });
    expect(slope).toBeGreaterThan(-1.5);
    expect(slope).toBeLessThan(0);
  });

  it('stops where nothing settles the coefficients', () => {
    expect(logisticRegression(observations.map((one) => ({ ...one, x: [1, 1] })))).toEqual([0, 0]);
  });
});
