import { BANDS, type Bands, DECIBELS, loudness, SPEECH, speechLevels } from './bands';
import { DIGIT_METRIC, type DigitMetric, MEASURED, project } from './metric';

const COEFFICIENTS = 12;
/** Twelve cepstra and the energy: half of what is measured, the rest is how each changes. */
const STILL = COEFFICIENTS + 1;
/** Rows to each side over which a change is measured: 100 ms in all. */
const REACH = 2;
/** Of the changes: twice the sum of the squares of 1 to `REACH`. */
const CHANGE_SCALE = 10;

/** What is compared of a sound: `rows` rows of `dimensions` values. */
export interface DigitFeatures {
  data: Float32Array<ArrayBuffer>;
  rows: number;
  dimensions: number;
  /** Of each row, from the noise of the room, 0, to loud speech, 1. */
  level: Float32Array;
  /** The levels that the features were made of, with the floor in them. */
  raised: Bands;
}

/** Rows 1 to 12 of the orthonormal DCT-II over the bands. */
const COSINES = Float64Array.from({ length: COEFFICIENTS * BANDS }, (_, i) => {
  const coefficient = 1 + Math.floor(i / BANDS);
  return Math.sqrt(2 / BANDS) * Math.cos((Math.PI * coefficient * ((i % BANDS) + 0.5)) / BANDS);
});

/**
 * Twelve mel cepstra and the energy (Davis and Mermelstein, IEEE Trans. ASSP 28, 1980), and the regression of each over 100 ms (Furui,
 * IEEE Trans. ASSP 29, 1981), mean and variance normalised over what is loud, so that little of microphone and room is left; then weighed
 * by `metric`. `floor` holds a noise for each band that is added to the sound. `ends`: the rows at which pieces end that
 * are no neighbours.
 */
export function featuresOf(
  bands: Bands,
  floor: Float32Array,
  ends: readonly number[] = [bands.rows],
  metric: DigitMetric = DIGIT_METRIC,
): DigitFeatures {
  const { rows } = bands;
  const raised: Bands = { rows, data: new Float32Array(rows * BANDS) };
  for (let i = 0, band = 0; i < raised.data.length; i++) {
    raised.data[i] = withNoise(bands.data[i] as number, floor[band] as number);
    band = band === BANDS - 1 ? 0 : band + 1;
  }
  const energy = loudness(raised);
  const level = speechLevels(energy);
  const still = new Float32Array(rows * STILL);
  const levels = new Float64Array(BANDS);
  for (let row = 0; row < rows; row++) {
    for (let band = 0; band < BANDS; band++) levels[band] = raised.data[row * BANDS + band] as number;
    for (let c = 0, at = 0; c < COEFFICIENTS; c++) {
      // Two sums, so that one addition does not wait for the other.
      let [even, odd] = [0, 0];
      for (let band = 0; band < BANDS; band += 2, at += 2) {
        even += (COSINES[at] as number) * (levels[band] as number);
        odd += (COSINES[at + 1] as number) * (levels[band + 1] as number);
      }
      still[row * STILL + c] = even + odd;
    }
    still[row * STILL + COEFFICIENTS] = energy[row] as number;
  }
  const measured = new Float32Array(rows * MEASURED);
  normalise(still, level, measured, 0);
  normalise(changes(still, ends), level, measured, STILL);
  return { data: project(measured, metric), rows, dimensions: metric.dimensions, level, raised };
}

/** Decibels of two powers together. */
function withNoise(value: number, noise: number): number {
  const above = (value - noise) / DECIBELS;
  if (above > 10) return value;
  return above < -10 ? noise : noise + DECIBELS * Math.log(1 + Math.exp(above));
}

function changes(still: Float32Array, ends: readonly number[]): Float32Array {
  const out = new Float32Array(still.length);
  let begin = 0;
  for (const end of ends) {
    for (let row = begin; row < end; row++) {
      for (let k = 1; k <= REACH; k++) {
        const after = Math.min(end - 1, row + k) * STILL;
        const before = Math.max(begin, row - k) * STILL;
        for (let c = 0; c < STILL; c++) {
          const change = (still[after + c] as number) - (still[before + c] as number);
          out[row * STILL + c] = (out[row * STILL + c] as number) + (k / CHANGE_SCALE) * change;
        }
      }
    }
    begin = end;
  }
  return out;
}

/** Of a value that does not change at all. */
const LEAST_VARIANCE = 1e-6;

/** Writes columns with the mean 0 and the variance 1 over loud rows into columns of `to` from `at` on. */
function normalise(from: Float32Array, level: Float32Array, to: Float32Array, at: number): void {
  for (let c = 0; c < STILL; c++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let row = 0; row < level.length; row++) {
      if ((level[row] as number) <= SPEECH) continue;
      const value = from[row * STILL + c] as number;
      count++;
      sum += value;
      squares += value * value;
    }
    const mean = count > 0 ? sum / count : 0;
    const deviation = count > 0 ? Math.sqrt(Math.max(LEAST_VARIANCE, squares / count - mean * mean)) : 1;
    for (let row = 0; row < level.length; row++)
      to[row * MEASURED + at + c] = ((from[row * STILL + c] as number) - mean) / deviation;
  }
}
