import inUse from './metric.json';

/** Values that are measured of a row: twelve cepstra, the energy, and how each changes. */
export const MEASURED = 26;

/** What of them is compared: `dimensions` sums of `MEASURED` weighed values, one after the other. */
export interface DigitMetric {
  weights: Float64Array;
  dimensions: number;
}

/** What `npm run evaluate -- digits --fit` finds: a row of weights for each dimension. */
export const DIGIT_METRIC = metricOf(inUse.weights);

export function metricOf(rows: readonly (readonly number[])[]): DigitMetric {
  return { weights: Float64Array.from(rows.flat()), dimensions: rows.length };
}

/** Everything as it was measured. */
export const NO_METRIC = metricOf(
  Array.from({ length: MEASURED }, (_, i) => Array.from({ length: MEASURED }, (_, k) => (i === k ? 1 : 0))),
);

/** The values that are compared, of rows of `MEASURED` values. */
export function project(measured: Float32Array, { weights, dimensions }: DigitMetric): Float32Array<ArrayBuffer> {
  const rows = measured.length / MEASURED;
  const data = new Float32Array(rows * dimensions);
  const row = new Float64Array(MEASURED);
  for (let i = 0, out = 0; i < rows; i++) {
    for (let k = 0; k < MEASURED; k++) row[k] = measured[i * MEASURED + k] as number;
    for (let at = 0; at < weights.length; out++) {
      let [even, odd] = [0, 0];
      for (let k = 0; k < MEASURED; k += 2, at += 2) {
        even += (row[k] as number) * (weights[at] as number);
        odd += (row[k + 1] as number) * (weights[at + 1] as number);
      }
      data[out] = even + odd;
    }
  }
  return data;
}
