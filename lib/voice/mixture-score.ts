import { type Cepstra, COEFFICIENTS } from './cepstra';
import { type GaussianMixture, meanLogLikelihood } from './gaussian-mixture';
import { trainMixture } from './mixture-training';

/** Components of the background model and of every enrolled mixture. */
export const COMPONENTS = 5;
/** Values of a packed mixture: a weight, means and variances for every component. */
/** Values of a packed mixture. */
export const PACKED_SIZE = COMPONENTS * (1 + 2 * COEFFICIENTS);
/** Steps of training from the background model; further ones change the error rates of docs/evaluation.md no more. */
const STEPS = 10;

/**
 * What is kept of an enrolled recording: a mixture trained on its mean-normalised cepstra from the background model on
 * (Reynolds & Rose, IEEE Trans. Speech and Audio Processing 3, 1995), packed as `packMixture` does.
 * Throws a RangeError for cepstra without spread or with values that are not finite.
 */
export function enrolMixture(recording: Cepstra, background: GaussianMixture): Float32Array<ArrayBuffer> {
  return packMixture(trainMixture(background, recording.data, STEPS).mixture);
}

/**
 * How much likelier the mean-normalised cepstra of a recording are under a person's mixtures than under the background
 * model: the mean log-likelihood ratio of a frame, in nats, of the mixture that fits best. About 0 for strangers.
 * Throws a RangeError for no mixtures, for broken ones, and for cepstra that are empty or not finite.
 */
export function scoreMixtures(probe: Cepstra, enrolled: readonly Float32Array[], background: GaussianMixture): number {
  if (enrolled.length === 0) throw new RangeError('no enrolled mixtures');
  const best = Math.max(...enrolled.map((packed) => meanLogLikelihood(unpackMixture(packed), probe.data)));
  return best - meanLogLikelihood(background, probe.data);
}

/** `PACKED_SIZE` values: weights, means, variances. */
export function packMixture({ weights, means, variances }: GaussianMixture): Float32Array<ArrayBuffer> {
  return Float32Array.of(...weights, ...means, ...variances);
}

/** Reads what `packMixture` wrote. Throws a RangeError for anything that is no mixture. */
export function unpackMixture(packed: Float32Array): GaussianMixture {
  const values = Float64Array.from(packed);
  const weights = values.subarray(0, COMPONENTS);
  const means = values.subarray(COMPONENTS, COMPONENTS * (1 + COEFFICIENTS));
  const variances = values.subarray(COMPONENTS * (1 + COEFFICIENTS));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const isMixture =
    values.length === PACKED_SIZE &&
    values.every(Number.isFinite) &&
    weights.every((weight) => weight >= 0) &&
    variances.every((variance) => variance > 0) &&
    Math.abs(sum - 1) < 1e-3;
  if (!isMixture) throw new RangeError('not a mixture');
  return { dimensions: COEFFICIENTS, weights, means, variances };
}
