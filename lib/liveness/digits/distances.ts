import type { DigitFeatures } from './features';
import type { MatchedNoise } from './noise-match';

/** How far each row of a recording is from each state of templates, a state for each of their rows. */
export interface Distances {
  /** `states` values for each row. */
  data: Float32Array;
  states: number;
  /** Where the states of each template begin, and behind the last where all end. */
  first: readonly number[];
  /** What each row costs as silence. */
  silence: Float32Array;
}

/** What a row costs as silence in the noise of the room, and so much more in loud speech. */
const SILENCE = 0.6;
const SILENCE_RISE = 3;

/** Distances between a recording and templates whose noise was matched. */
export function distancesOf({ heard, stored, ends }: MatchedNoise): Distances {
  return {
    data: rootMeanSquares(heard, stored.data),
    states: stored.rows,
    first: [0, ...ends],
    silence: heard.level.map((level) => SILENCE + SILENCE_RISE * level),
  };
}

/** Root mean square differences of each row from each of `others`, which are features too. */
export function rootMeanSquares(
  { data: rows, rows: count, dimensions }: DigitFeatures,
  others: Float32Array,
): Float32Array {
  const states = others.length / dimensions;
  const data = new Float32Array(count * states);
  // Float64Array: the arithmetic is in float64, and conversions would take a third of the time.
  const all = Float64Array.from(others);
  const row = new Float64Array(dimensions);
  for (let i = 0; i < count; i++) {
    for (let d = 0; d < dimensions; d++) row[d] = rows[i * dimensions + d] as number;
    for (let state = 0, at = 0; state < states; state++) {
      // Two sums, so that one addition does not wait for the other.
      let even = 0;
      let odd = 0;
      for (let d = 0; d < dimensions; d += 2, at += 2) {
        const a = (row[d] as number) - (all[at] as number);
        const b = (row[d + 1] as number) - (all[at + 1] as number);
        even += a * a;
        odd += b * b;
      }
      data[i * states + state] = Math.sqrt((even + odd) / dimensions);
    }
  }
  return data;
}
