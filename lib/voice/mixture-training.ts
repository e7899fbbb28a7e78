import { expect, type GaussianMixture, type MixtureStatistics } from './gaussian-mixture';

/** Variances of a component never fall below this share of the variance of all vectors: one point is no cluster. */
const LEAST_VARIANCE_SHARE = 0.01;

/** The maximisation step. A component that no vector belongs to stays as it was, with weight 0. */
export function maximise(
  before: GaussianMixture,
  { vectors, counts, sums, squares }: MixtureStatistics,
  leastVariances: Float64Array,
): GaussianMixture {
  const { dimensions } = before;
  const means = before.means.slice();
  const variances = before.variances.slice();
  counts.forEach((count, k) => {
    if (count < Number.EPSILON) return;
    for (let d = 0; d < dimensions; d++) {
      const i = k * dimensions + d;
      const mean = (sums[i] as number) / count;
      means[i] = mean;
      variances[i] = Math.max((squares[i] as number) / count - mean * mean, leastVariances[d] as number);
    }
  });
  return { dimensions, weights: counts.map((count) => count / vectors), means, variances };
}

/**
 * Expectation maximisation (Dempster, Laird & Rubin, 1977) from `start`: the mixture after so many steps, and the mean
 * log-likelihood of a vector before each of them, which never falls.
 * Throws a RangeError as `expect` does, and for no vectors.
 */
export function trainMixture(
  start: GaussianMixture,
  data: Float32Array,
  steps: number,
): { mixture: GaussianMixture; logLikelihoods: number[] } {
  const least = varianceOf(data, start.dimensions).map((variance) => variance * LEAST_VARIANCE_SHARE);
  let mixture = start;
  const logLikelihoods: number[] = [];
  for (let step = 0; step < steps; step++) {
    const statistics = expect(mixture, data);
    logLikelihoods.push(statistics.logLikelihood / statistics.vectors);
    mixture = maximise(mixture, statistics, least);
  }
  return { mixture, logLikelihoods };
}

/**
 * Where training begins: components at vectors far from each other (k-means++ of Arthur & Vassilvitskii, 2007), all with
 * the variance of all vectors. `random` gives numbers in [0, 1).
 */
export function startMixture(
  data: Float32Array,
  dimensions: number,
  components: number,
  random: () => number,
): GaussianMixture {
  const variances = varianceOf(data, dimensions);
  const count = data.length / dimensions;
  const means = new Float64Array(components * dimensions);
  const nearest = new Float64Array(count).fill(1);
  for (let k = 0; k < components; k++) {
    const row = draw(nearest, random);
    const chosen = data.subarray(row * dimensions, (row + 1) * dimensions);
    means.set(chosen, k * dimensions);
    nearest.forEach((known, i) => {
      const distance = scaledDistance(data.subarray(i * dimensions, (i + 1) * dimensions), chosen, variances);
      nearest[i] = k === 0 ? distance : Math.min(known, distance);
    });
  }
  const weights = new Float64Array(components).fill(1 / components);
  const all = Float64Array.from({ length: means.length }, (_, i) => variances[i % dimensions] as number);
  return { dimensions, weights, means, variances: all };
}

/** The variance of all vectors. Throws a RangeError for none, and where a value never changes. */
function varianceOf(data: Float32Array, dimensions: number): Float64Array {
  const count = data.length / dimensions;
  const means = new Float64Array(dimensions);
  const variances = new Float64Array(dimensions);
  data.forEach((value, i) => {
    means[i % dimensions] = (means[i % dimensions] as number) + value;
  });
  for (let d = 0; d < dimensions; d++) means[d] = (means[d] as number) / count;
  data.forEach((value, i) => {
    variances[i % dimensions] =
      (variances[i % dimensions] as number) + (value - (means[i % dimensions] as number)) ** 2 / count;
  });
  if (count === 0 || !variances.every((variance) => variance > 0)) throw new RangeError('vectors without spread');
  return variances;
}

/** An index with a probability in proportion to its weight. */
function draw(weights: Float64Array, random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.max(0, index);
}

function scaledDistance(a: Float32Array, b: Float32Array, variances: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < variances.length; d++)
    sum += ((a[d] as number) - (b[d] as number)) ** 2 / (variances[d] as number);
  return sum;
}
