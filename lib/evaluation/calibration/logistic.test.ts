import { describe, expect, it } from 'vitest';
import { logLikelihoodRatio, neutralSimilarity } from '@/lib/decision/likelihood-ratio';
import { gaussian, seededRandom } from '@/lib/math/random';
import { calibrated, fitCalibration, type Scored } from './logistic';

function normalTrials(genuine: number, impostor: number, seed = 1): Scored[] {
  const random = seededRandom(seed);
  const draw = (same: boolean, mean: number, count: number): Scored[] =>
    Array.from({ length: count }, () => ({ same, score: mean + gaussian(random) }));
  return [...draw(true, 2, genuine), ...draw(false, -2, impostor)];
}

/** What is minimised, by its definition. */
function crossEntropy(trials: readonly Scored[], scale: number, offset: number, prior: number): number {
  const genuine = trials.filter(({ same }) => same).length;
  const impostor = trials.length - genuine;
  return trials.reduce((sum, { same, score }) => {
    const target = same ? (genuine + 1) / (genuine + 2) : 1 / (impostor + 2);
    const weight = same ? prior / genuine : (1 - prior) / impostor;
    const p = 1 / (1 + Math.exp(-(scale * score + offset + Math.log(prior / (1 - prior)))));
    return sum - weight * (target * Math.log(p) + (1 - target) * Math.log(1 - p));
  }, 0);
}

describe('a calibration', () => {
  it.each([0.5, 0.01])('leaves no slope to go down, at a prior of %d', (prior) => {
    const trials = normalTrials(40, 300);
    const { scale, offset } = fitCalibration(trials, prior);
    const step = 1e-5;
    const at = (a: number, b: number): number => crossEntropy(trials, a, b, prior);
    expect((at(scale + step, offset) - at(scale - step, offset)) / (2 * step)).toBeCloseTo(0, 8);
    expect((at(scale, offset + step) - at(scale, offset - step)) / (2 * step)).toBeCloseTo(0, 8);
  });

  it.each([
    [20_000, 20_000],
    [4000, 60_000],
  ])('recovers the ratio of two normal distributions from %d and %d trials', (genuine, impostor) => {
    // Means of 2 and -2 and a variance of 1: the logarithm of the ratio of the densities is 4 x.
    const { scale, offset } = fitCalibration(normalTrials(genuine, impostor));
    expect(Math.abs(scale - 4)).toBeLessThan(0.25);
    expect(Math.abs(offset)).toBeLessThan(0.25);
  });

  it('of scores that separate stays finite, and claims no more than its trials show', () => {
    const trials: Scored[] = [...Array(30).keys()].map((i) => ({ same: i < 10, score: i < 10 ? 0.9 : 0.1 }));
    const calibration = fitCalibration(trials);
    expect(logLikelihoodRatio(0.9, calibration)).toBeCloseTo(Math.log(10 + 1), 6);
    expect(logLikelihoodRatio(0.1, calibration)).toBeCloseTo(-Math.log(20 + 1), 6);
    expect(neutralSimilarity(calibration)).toBeGreaterThan(0.1);
    expect(neutralSimilarity(calibration)).toBeLessThan(0.9);
  });

  it('does not mind a scale of the scores', () => {
    const trials = normalTrials(50, 500);
    const scaled = trials.map(({ same, score }) => ({ same, score: 0.01 * score + 7 }));
    const a = calibrated(trials, fitCalibration(trials));
    const b = calibrated(scaled, fitCalibration(scaled));
    for (const [i, { score }] of a.entries()) expect(b[i]?.score).toBeCloseTo(score, 6);
  });

  it.each([
    ['no trials', []],
    ['genuine trials only', [{ same: true, score: 1 }]],
    ['scores that are all the same', normalTrials(2, 2).map((trial) => ({ ...trial, score: 1 }))],
    ['a score that is no number', [...normalTrials(2, 2), { same: true, score: Number.NaN }]],
  ])('is refused for %s', (_, trials) => {
    expect(() => fitCalibration(trials)).toThrow(RangeError);
  });
});
