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
/** The cell of each frame. */
const CELL_OF = Uint16Array.from({ length: 2.2 * MOST_FRAMES }, (_, frame) => Math.floor(frame / CELL));
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
    const width = Math.ceil((pace * framesA + framesB) / CELL) + 2;
    const cells = new Uint16Array(ROWS * width);
    for (const tempo of [pace, -pace]) {
      // What makes all beginnings positive.
      const shift = tempo > 0 ? Math.ceil(pace * framesA) : 0;
      cells.fill(0);
      vote(cells, width, votes, BEGINNINGS.get(tempo) as Int16Array, shift);
      for (let row = 0; row < ROWS; row++) {
        const alignment = alignmentIn(
          cells.subarray(row * width, (row + 1) * width),
          votes.inRow[row] as number,
          shift,
        );
        if (alignment) found.push({ ...alignment, tempo, transposition: row * ROW - MOST_TRANSPOSITION });
      }
    }
  }
  return found.sort((a, b) => b.surprise - a.surprise).slice(0, most);
}

interface Votes {
  count: number;
  inRow: Uint32Array;
  rows: Uint8Array;
  timesA: Uint16Array;
  timesB: Uint16Array;
}

/** A pair between two rows votes in both. */
function votesOf({ count, timesA, timesB, transpositions }: PeakPairs): Votes {
  const votes: Votes = {
    count: 0,
    inRow: new Uint32Array(ROWS),
    rows: new Uint8Array(2 * count),
    timesA: new Uint16Array(2 * count),
    timesB: new Uint16Array(2 * count),
  };
  for (let i = 0; i < count; i++) {
    const step = (transpositions[i] as number) + MOST_TRANSPOSITION;
    const last = Math.min(ROWS - 1, Math.floor((step + PITCH_TOLERANCE) / ROW));
    for (let row = Math.max(0, Math.ceil((step - PITCH_TOLERANCE) / ROW)); row <= last; row++) {
      votes.rows[votes.count] = row;
      votes.timesA[votes.count] = timesA[i] as number;
      votes.timesB[votes.count] = timesB[i] as number;
      votes.count++;
      votes.inRow[row] = (votes.inRow[row] as number) + 1;
    }
  }
  return votes;
}

function vote(
  cells: Uint16Array,
  width: number,
  { count, rows, timesA, timesB }: Votes,
  begins: Int16Array,
  shift: number,
): void {
  for (let i = 0; i < count; i++) {
    const begin = (timesB[i] as number) + (begins[timesA[i] as number] as number) + shift;
    const place = (rows[i] as number) * width + (CELL_OF[begin] as number);
    cells[place] = (cells[place] as number) + 1;
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
