/** Gaussians with diagonal covariances: `weights` [K] sum to 1; `means` and `variances` [K x `dimensions`], row by row. */
export interface GaussianMixture {
  dimensions: number;
  weights: Float64Array;
  means: Float64Array;
  variances: Float64Array;
}

/** What vectors say about a mixture: the expectation step. Statistics of parts add up to those of the whole. */
export interface MixtureStatistics {
  vectors: number;
  /** Sum of the logarithms of the densities of all vectors. */
  logLikelihood: number;
  /** Expected vectors of every component [K]. */
  counts: Float64Array;
  /** Expected sums of vectors [K x dimensions], and of their squares. */
  sums: Float64Array;
  squares: Float64Array;
}

/**
 * The expectation step over `data`, rows of `mixture.dimensions` values.
 * Throws a RangeError for a length that does not fit and for values that are not finite.
 */
export function expect(mixture: GaussianMixture, data: Float32Array): MixtureStatistics {
  const { dimensions, means } = mixture;
  const components = mixture.weights.length;
  if (data.length % dimensions !== 0) throw new RangeError(`${data.length} values in rows of ${dimensions}`);
  const density = logDensities(mixture);
  const statistics: MixtureStatistics = {
    vectors: data.length / dimensions,
    logLikelihood: 0,
    counts: new Float64Array(components),
    sums: new Float64Array(means.length),
    squares: new Float64Array(means.length),
  };
  const { counts, sums, squares } = statistics;
  const logs = new Float64Array(components);
  for (let at = 0; at < data.length; at += dimensions) {
    density(data, at, logs);
    const total = logSumExp(logs);
    statistics.logLikelihood += total;
    for (let k = 0; k < components; k++) {
      const share = Math.exp((logs[k] as number) - total);
      counts[k] = (counts[k] as number) + share;
      for (let d = 0; d < dimensions; d++) {
        const value = data[at + d] as number;
        const i = k * dimensions + d;
        sums[i] = (sums[i] as number) + share * value;
        squares[i] = (squares[i] as number) + share * value * value;
      }
    }
  }
  if (!Number.isFinite(statistics.logLikelihood)) throw new RangeError('vectors with values that are not finite');
  return statistics;
}

/** Mean log-likelihood of a vector under the mixture, in nats. Throws a RangeError as `expect` does, and for no vectors. */
export function meanLogLikelihood(mixture: GaussianMixture, data: Float32Array): number {
  if (data.length === 0) throw new RangeError('no vectors');
  const { logLikelihood, vectors } = expect(mixture, data);
  return logLikelihood / vectors;
}

/** Writes the logarithms of weight times density of every component at the row of `data` that begins at `at`. */
function logDensities({ dimensions, weights, means, variances }: GaussianMixture) {
  const precisions = variances.map((variance) => 1 / variance);
  const constants = weights.map((weight, k) => {
    let sum = dimensions * Math.log(2 * Math.PI);
    for (let d = 0; d < dimensions; d++) sum += Math.log(variances[k * dimensions + d] as number);
    return Math.log(weight) - sum / 2;
  });
  return (data: Float32Array, at: number, out: Float64Array): void => {
    for (let k = 0; k < constants.length; k++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        const i = k * dimensions + d;
        const difference = (data[at + d] as number) - (means[i] as number);
        sum += difference * difference * (precisions[i] as number);
      }
      out[k] = (constants[k] as number) - sum / 2;
    }
  };
}

/** Without overflow: the largest is taken out first. */
function logSumExp(logs: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const log of logs) largest = Math.max(largest, log);
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - largest);
  return largest + Math.log(sum);
}
