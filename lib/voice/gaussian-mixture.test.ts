import { expect as assert, describe, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { expect, type GaussianMixture, meanLogLikelihood } from './gaussian-mixture';
import { maximise, startMixture, trainMixture } from './mixture-training';

/** Normal numbers (Box and Muller). */
function normals(seed: number): () => number {
  const random = seededRandom(seed);
  return () => gaussian(random);
}

const mixture = (weights: number[], means: number[], variances: number[]): GaussianMixture => ({
  dimensions: means.length / weights.length,
  weights: Float64Array.from(weights),
  means: Float64Array.from(means),
  variances: Float64Array.from(variances),
});

const NO_FLOOR = new Float64Array(4);

/** Two clusters in two dimensions: 300 around (-5, 0), 100 around (5, 2). */
function clusters(): Float32Array {
  const normal = normals(7);
  return Float32Array.from({ length: 800 }, (_, i) => {
    const second = i >= 600;
    const centre = i % 2 === 0 ? (second ? 5 : -5) : second ? 2 : 0;
    return centre + normal() * (second ? 0.5 : 1);
  });
}

describe('the density', () => {
  it('of a standard normal at its middle is 1/sqrt(2 pi) a dimension', () => {
    const standard = mixture([1], [0, 0, 0], [1, 1, 1]);
    assert(meanLogLikelihood(standard, new Float32Array(3))).toBeCloseTo(-1.5 * Math.log(2 * Math.PI), 12);
  });

  it('falls by half a nat one deviation away, and with the logarithm of the deviation', () => {
    const wide = mixture([1], [1], [4]);
    const expected = -0.5 * Math.log(2 * Math.PI) - Math.log(2) - 0.5;
    assert(meanLogLikelihood(wide, Float32Array.of(3))).toBeCloseTo(expected, 12);
  });

  it('of a mixture is the weighted sum of its components', () => {
    const two = mixture([0.25, 0.75], [0, 10], [1, 1]);
    const expected = Math.log(0.25 / Math.sqrt(2 * Math.PI));
    assert(meanLogLikelihood(two, Float32Array.of(0))).toBeCloseTo(expected, 10);
  });

  it('stays finite where every component is far away', () => {
    assert(meanLogLikelihood(mixture([0.5, 0.5], [0, 1], [1, 1]), Float32Array.of(1e6))).toBeCloseTo(-5e11, -8);
  });
});

describe('one step', () => {
  it('shares a vector in the middle between two equal components, by the weights', () => {
    const { counts } = expect(mixture([0.25, 0.75], [-1, 1], [1, 1]), Float32Array.of(0));
    assert([...counts]).toEqual([assert.closeTo(0.25, 12), assert.closeTo(0.75, 12)]);
  });

  it('with one component gives mean and variance of the data', () => {
    const before = mixture([1], [40, -3], [7, 7]);
    const data = Float32Array.of(1, 10, 3, 20, 5, 60);
    const after = maximise(before, expect(before, data), NO_FLOOR);
    assert(after.weights[0]).toBeCloseTo(1, 12);
    assert([...after.means]).toEqual([assert.closeTo(3, 10), assert.closeTo(30, 10)]);
    assert([...after.variances]).toEqual([assert.closeTo(8 / 3, 10), assert.closeTo(1400 / 3, 8)]);
  });

  it('leaves a component that nothing belongs to as it was, without weight', () => {
    const before = mixture([0.5, 0.5], [0, 1e6], [1, 2]);
    const after = maximise(before, expect(before, Float32Array.of(-1, 1)), NO_FLOOR);
    assert([...after.weights]).toEqual([1, 0]);
    assert([after.means[1], after.variances[1]]).toEqual([1e6, 2]);
    assert(Number.isFinite(meanLogLikelihood(after, Float32Array.of(0)))).toBe(true);
  });

  it('adds up over parts of the data', () => {
    const two = mixture([0.4, 0.6], [-1, 0, 1, 0], [1, 2, 3, 4]);
    const data = clusters();
    const whole = expect(two, data);
    const parts = [expect(two, data.subarray(0, 300)), expect(two, data.subarray(300))];
    const sum = (of: (part: (typeof parts)[number]) => number): number =>
      parts.reduce((all, part) => all + of(part), 0);
    assert(sum((part) => part.logLikelihood)).toBeCloseTo(whole.logLikelihood, 6);
    assert(sum((part) => part.sums[2]!)).toBeCloseTo(whole.sums[2]!, 8);
    assert(sum((part) => part.squares[3]!)).toBeCloseTo(whole.squares[3]!, 8);
  });
});

describe('training', () => {
  it.each([1, 2, 3, 4, 5])('raises the likelihood at every step, from start %i', (seed) => {
    const data = clusters();
    const { logLikelihoods } = trainMixture(startMixture(data, 2, 5, seededRandom(seed)), data, 30);
    for (const [i, value] of logLikelihoods.entries())
      if (i > 0) assert(value).toBeGreaterThanOrEqual(logLikelihoods[i - 1]! - 1e-12);
    assert(logLikelihoods.at(-1)).toBeGreaterThan(logLikelihoods[0]!);
  });

  it('finds two clusters: where they are, how wide, how many', () => {
    const data = clusters();
    const trained = trainMixture(startMixture(data, 2, 2, seededRandom(3)), data, 50).mixture;
    const [left, right] = trained.means[0]! < trained.means[2]! ? [0, 1] : [1, 0];
    assert(trained.weights[left]).toBeCloseTo(0.75, 3);
    assert(trained.means[2 * left]).toBeCloseTo(-5, 0);
    assert(trained.means[2 * right]).toBeCloseTo(5, 0);
    assert(trained.means[2 * right + 1]).toBeCloseTo(2, 0);
    assert(Math.sqrt(trained.variances[2 * right]!)).toBeCloseTo(0.5, 1);
  });

  it('is the same every time', () => {
    const train = (): GaussianMixture =>
      trainMixture(startMixture(clusters(), 2, 3, seededRandom(1)), clusters(), 5).mixture;
    assert(train()).toEqual(train());
  });

  it('never shrinks a component to a point, where the likelihood would be infinite', () => {
    const data = Float32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
    const { mixture: trained } = trainMixture(startMixture(data, 1, 3, seededRandom(2)), data, 50);
    for (const variance of trained.variances) assert(variance).toBeGreaterThan(0.01);
    assert(Number.isFinite(meanLogLikelihood(trained, data))).toBe(true);
  });
});

describe('broken input', () => {
  const one = mixture([1], [0, 0], [1, 1]);
  it.each([
    ['half a row', Float32Array.of(1, 2, 3)],
    ['NaN', Float32Array.of(1, Number.NaN)],
    ['infinity', Float32Array.of(Number.POSITIVE_INFINITY, 1)],
    ['nothing', new Float32Array()],
  ])('%s is refused', (_, data) => {
    assert(() => meanLogLikelihood(one, data)).toThrow(RangeError);
    assert(() => trainMixture(one, data, 1)).toThrow(RangeError);
  });

  it('vectors without spread cannot be trained on', () => {
    assert(() => startMixture(new Float32Array(10).fill(3), 1, 2, seededRandom(1))).toThrow(RangeError);
  });
});
