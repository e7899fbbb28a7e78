import { type Bands, loudness, SPEECH, speechLevels } from './bands';

/** Rows `from` to `to` of a string. */
export interface Cut {
  from: number;
  to: number;
}

/** What a cut through loud speech costs, against digits that are e times as long as the others, squared. */
const LOUD_CUT = 2;
const UNEQUAL = 3;
/** Of the mean length: shorter digits cost no more. */
const SHORTEST = 0.05;
/** Rows to each side that are kept of what is quieter than speech: soft consonants. */
const MARGIN = 2;
/** Rows that are always left of a digit. */
const LEAST = 4;

/** Rows that are loud enough for speech, smoothed over 60 ms, whatever the noise of the room is. */
export function smoothLevels(bands: Bands): Float32Array {
  const loud = loudness(bands);
  const smooth = loud.map((value, row) => (value + (loud[row - 1] ?? value) + (loud[row + 1] ?? value)) / 3);
  return speechLevels(smooth);
}

/** `cut` without what is silent at its ends. */
export function trimmed({ from, to }: Cut, levels: Float32Array): Cut {
  let [first, end] = [from, to];
  while (end - first > LEAST && (levels[first] as number) <= SPEECH) first++;
  while (end - first > LEAST && (levels[end - 1] as number) <= SPEECH) end--;
  return { from: Math.max(from, first - MARGIN), to: Math.min(to, end + MARGIN) };
}

/**
 * A string cut into `count` digits by silence and energy alone: about equal shares of what is loud, with cuts where it is quiet, by
 * dynamic programming. Undefined where there is too little to cut.
 */
export function firstCuts(bands: Bands, count: number): Cut[] | undefined {
  const levels = smoothLevels(bands);
  const begin = levels.findIndex((level) => level > SPEECH);
  const end = levels.findLastIndex((level) => level > SPEECH) + 1;
  if (begin < 0 || end - begin < LEAST * count) return undefined;
  const size = end - begin;
  const spoken = new Float64Array(size + 1);
  for (let i = 0; i < size; i++)
    spoken[i + 1] = (spoken[i] as number) + ((levels[begin + i] as number) > SPEECH ? 1 : 0);
  const share = (spoken[size] as number) / count;

  let costs = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
  costs[0] = 0;
  const from: Int32Array[] = [];
  for (let digit = 1; digit <= count; digit++) {
    const next = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const best = new Int32Array(size + 1);
    for (let to = digit === count ? size : 1; to <= size; to++) {
      const through = to === size ? 0 : LOUD_CUT * (levels[begin + to] as number);
      for (let at = 0; at < to; at++) {
        const length = Math.log(Math.max(SHORTEST, ((spoken[to] as number) - (spoken[at] as number)) / share));
        const cost = (costs[at] as number) + through + UNEQUAL * length ** 2;
        if (cost >= (next[to] as number)) continue;
        next[to] = cost;
        best[to] = at;
      }
    }
    from.push(best);
    costs = next;
  }
  const cuts: Cut[] = [];
  for (let digit = count - 1, to = size; digit >= 0; digit--) {
    const at = from[digit]?.[to] as number;
    cuts.unshift(trimmed({ from: begin + at, to: begin + to }, levels));
    to = at;
  }
  return cuts;
}
