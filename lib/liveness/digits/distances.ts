import { quantile } from '@/lib/math/statistics';
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
const SILENCE = 0.7;
const SILENCE_RISE = 2;
/** What a row costs as silence that sounds just like the noise of the room, however loud. */
const NOISE = 0.4;
/** Of the rows: the quietest, whose mean is the noise of the room. */
const ROOM = 0.2;

/** Distances between a recording and templates whose noise was matched. */
export function distancesOf({ heard, stored, ends }: MatchedNoise): Distances {
  return {
    data: rootMeanSquares(heard, stored.data),
    states: stored.rows,
    first: [0, ...ends],
    silence: silenceOf(heard),
  };
}

/** By how loud each row is, or by how far it is from the noise of the room: noise that comes and goes is loud and silence all the same. */
function silenceOf(heard: DigitFeatures): Float32Array {
  const { data, rows, dimensions, level } = heard;
  const limit = quantile(level, ROOM);
  const room = new Float32Array(dimensions);
  const quiet = level.reduce((count, value) => count + (value <= limit ? 1 : 0), 0);
  for (let row = 0; row < rows; row++) {
    if ((level[row] as number) > limit) continue;
    for (let k = 0; k < dimensions; k++) room[k] = (room[k] as number) + (data[row * dimensions + k] as number) / quiet;
  }
  const fromRoom = rootMeanSquares(heard, room);
  return level.map((value, row) => Math.min(SILENCE + SILENCE_RISE * value, NOISE + (fromRoom[row] as number)));
}

/** Root mean square differences of each row from each of `others`, which are features too. */
export function rootMeanSquares(
  { data: heard, rows: count, dimensions }: DigitFeatures,
  others: Float32Array,
): Float32Array {
  const states = others.length / dimensions;
  const data = new Float32Array(count * states);
  // Float64Array: the arithmetic is in float64, and conversions would take a third of the time. Four rows at once read each state once.
  const all = Float64Array.from(others);
  const rows = Float64Array.from(heard);
  for (let i = 0; i < count; i += 4) {
    const [second, third, fourth] = [
      Math.min(i + 1, count - 1),
      Math.min(i + 2, count - 1),
      Math.min(i + 3, count - 1),
    ];
    for (let state = 0; state < states; state++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let k = 0, at = state * dimensions; k < dimensions; k++, at++) {
        const value = all[at] as number;
        const first = (rows[i * dimensions + k] as number) - value;
        const next = (rows[second * dimensions + k] as number) - value;
        const after = (rows[third * dimensions + k] as number) - value;
        const last = (rows[fourth * dimensions + k] as number) - value;
        a += first * first;
        b += next * next;
        c += after * after;
        d += last * last;
      }
      data[i * states + state] = Math.sqrt(a / dimensions);
      data[second * states + state] = Math.sqrt(b / dimensions);
      data[third * states + state] = Math.sqrt(c / dimensions);
      data[fourth * states + state] = Math.sqrt(d / dimensions);
    }
  }
  return data;
}
