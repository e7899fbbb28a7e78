import { MOST_TRANSPOSITION, type PeakPairs, PITCH_TOLERANCE } from './peak-pairs';
import { MOST_FRAMES } from './spectral-peaks';
import { surprise } from './surprise';

/** How one recording may lie on another: `timeB = offset + tempo * timeA`, backwards where tempo is below zero. */
export interface Alignment {
  tempo: number;
  /** Steps of 1/48 octave. */
  transposition: number;
  /** In frames; several where the recording was cut and put together in another order. The likeliest first. */
  offsets: number[];
  /** How unlikely so many pairs are by chance, in nats, over all offsets. */
  surprise: number;
}

/** A tempo is right within 2 %: over five seconds the ends are then 50 ms from where they should be. */
const TEMPI = [0.88, 0.92, 0.96, 1, 1.04, 1.08, 1.12];
/** Frames: two neighbouring cells, 96 ms, hold what that leaves. */
const CELL = 3;
const IN_CELLS = Math.ceil(2 ** 16 / CELL);
/** Where each time of the first recording would put the beginning of the second, in frames, by tempo. */
const BEGINNINGS = new Map(
  TEMPI.flatMap((pace) => [pace, -pace]).map((tempo) => [
    tempo,
    Int16Array.from({ length: MOST_FRAMES }, (_, time) => Math.round(-tempo * time)),
  ]),
);
/** Steps between rows; each row holds `PITCH_TOLERANCE` more on both sides. */
const ROW = 2;
const ROWS = (2 * MOST_TRANSPOSITION) / ROW + 1;
/** Fewer pairs in a place are not looked at. */
const LEAST_PAIRS = 9;
/** Cells on each side that tell how many pairs a place has by chance; the nearest two belong to the place itself. */
const NEIGHBOURS = 20;
/** Nats that the best of some ten thousand places has by chance. */
const BY_CHANCE = 9;
const MOST_OFFSETS = 6;

/**
 * The likeliest alignments of two recordings, at most `most`, the likeliest first: every pair votes for a place in the space of direction,
 * tempo, transposition and offset (a Hough transform, as in Wang, ISMIR 2003, of pairs instead of hashes). None where no place is unlikely
 * by chance.
 */
export function likelyAlignments(pairs: PeakPairs, framesA: number, framesB: number, most: number): Alignment[] {
  const votes = votesOf(pairs);
  const found: Alignment[] = [];
  for (const pace of TEMPI) {
    const cells = new Uint16Array(Math.ceil((pace * framesA + framesB) / CELL) + 2);
    for (const tempo of [pace, -pace]) {
      // What makes all beginnings positive.
      const shift = tempo > 0 ? Math.ceil(pace * framesA) : 0;
      for (const [row, inRow] of votes.entries()) {
        vote(cells, inRow, BEGINNINGS.get(tempo) as Int16Array, shift);
        const alignment = alignmentIn(cells, inRow.length, shift);
        if (alignment) found.push({ ...alignment, tempo, transposition: row * ROW - MOST_TRANSPOSITION });
      }
    }
  }
  return found.sort((a, b) => b.surprise - a.surprise).slice(0, most);
}

/** Bits of the second time in a vote, below the first. */
const TIME_BITS = 16;

/** By row, what votes in it: both times in one number. A pair between two rows votes in both. */
function votesOf({ count, timesA, timesB, transpositions }: PeakPairs): Uint32Array[] {
  const rowsOf = (pair: number): [number, number] => {
    const step = (transpositions[pair] as number) + MOST_TRANSPOSITION;
    return [
      Math.max(0, Math.ceil((step - PITCH_TOLERANCE) / ROW)),
      Math.min(ROWS - 1, Math.floor((step + PITCH_TOLERANCE) / ROW)),
    ];
  };
  const votes = Array.from({ length: ROWS }, () => new Uint32Array(count));
  const inRow = new Uint32Array(ROWS);
  for (let pair = 0; pair < count; pair++) {
    const vote = ((timesA[pair] as number) << TIME_BITS) | (timesB[pair] as number);
    const [first, last] = rowsOf(pair);
    for (let row = first; row <= last; row++) {
      const at = inRow[row] as number;
      (votes[row] as Uint32Array)[at] = vote;
      inRow[row] = at + 1;
    }
  }
  return votes.map((all, row) => all.subarray(0, inRow[row]));
}

function vote(cells: Uint16Array, votes: Uint32Array, begins: Int16Array, shift: number): void {
  cells.fill(0);
  for (let i = 0; i < votes.length; i++) {
    const times = votes[i] as number;
    const begin = (times & 0xffff) + (begins[times >>> TIME_BITS] as number) + shift;
    // A division by CELL of what is below 2^15.
    const cell = Math.imul(begin, IN_CELLS) >>> 16;
    cells[cell] = (cells[cell] as number) + 1;
  }
}

/** The unlikely places of one row, all of one tempo and transposition. */
function alignmentIn(
  cells: Uint16Array,
  votes: number,
  shift: number,
): Pick<Alignment, 'offsets' | 'surprise'> | undefined {
  const worthwhile = leastPairs((2 * votes) / cells.length);
  const places: { offset: number; surprise: number }[] = [];
  let before = 0;
  for (let cell = 0; cell + 1 < cells.length; cell++) {
    const pairs = (cells[cell] as number) + (cells[cell + 1] as number);
    const after = cell + 2 < cells.length ? (cells[cell + 1] as number) + (cells[cell + 2] as number) : 0;
    if (pairs >= worthwhile && pairs >= before && pairs > after) {
      const excess = surprise(pairs, expectedAround(cells, cell)) - BY_CHANCE;
      if (excess > 0) places.push({ offset: (cell + 1) * CELL - shift, surprise: excess });
    }
    before = pairs;
  }
  if (places.length === 0) return undefined;
  places.sort((a, b) => b.surprise - a.surprise);
  return {
    offsets: places.slice(0, MOST_OFFSETS).map(({ offset }) => offset),
    surprise: places.reduce((sum, place) => sum + place.surprise, 0),
  };
}

/** Fewer pairs than this in a place are no surprise in a row with so many: saves looking closer. */
function leastPairs(mean: number): number {
  let least = LEAST_PAIRS;
  while (surprise(least, mean) < BY_CHANCE) least++;
  return least;
}

/** Pairs that two cells around this place have on average, one at least. */
function expectedAround(cells: Uint16Array, place: number): number {
  let sum = 0;
  let count = 0;
  for (let cell = Math.max(0, place - NEIGHBOURS); cell < Math.min(cells.length, place + 2 + NEIGHBOURS); cell++) {
    if (cell >= place - 2 && cell < place + 4) continue;
    sum += cells[cell] as number;
    count++;
  }
  return Math.max(1, (2 * sum) / Math.max(1, count));
}
