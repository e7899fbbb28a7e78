import { COLUMNS, type FrameThumbnail } from './frame-thumbnail';

/** The share of the cells that differ most: somebody who only blinks changes a few. */
const CHANGED = 0.05;
/** A flat frame has no scale to measure differences on: one level. */
const LEAST_SPREAD = 256;

/** The cells of a frame less their mean, and the sum of their squares. */
interface Deviations {
  cells: Float64Array;
  squares: number;
}

/**
 * How far one frame is from being another one that was made brighter or mirrored: what is left after the best gain and level, as the root
 * mean square of the 5 % of the cells where most is left, over the spread of the frame. 0 for equal frames.
 */
export function frameDistance(a: FrameThumbnail, b: FrameThumbnail): number {
  const from = deviations(a);
  return Math.min(...bothWays(b).map((to) => leftBetween(from, to, gainBetween(from, to))));
}

/**
 * Which of these frames are nearer than `limit` to one of the others, never to themselves. Most are told apart with less than a distance
 * takes.
 */
export function areNear(
  frames: readonly FrameThumbnail[],
  others: readonly FrameThumbnail[],
  limit: number,
): boolean[] {
  const from = new Map(others.map((other) => [other, deviations(other)]));
  return frames.map((frame) => {
    const shown = bothWays(frame);
    return others.some((other) => {
      const measured = from.get(other) as Deviations;
      return other !== frame && shown.some((to) => isNear(measured, to, limit));
    });
  });
}

function isNear(from: Deviations, to: Deviations, limit: number): boolean {
  const gain = gainBetween(from, to);
  return leastBetween(from, to, gain) < limit && leftBetween(from, to, gain) < limit;
}

function deviations(cells: FrameThumbnail): Deviations {
  const middle = mean(cells);
  const measured = { cells: new Float64Array(cells.length), squares: 0 };
  for (let cell = 0; cell < cells.length; cell++) {
    const value = (cells[cell] as number) - middle;
    measured.cells[cell] = value;
    measured.squares += value * value;
  }
  return measured;
}

/** As it is, and mirrored. */
function bothWays(cells: FrameThumbnail): Deviations[] {
  return [deviations(cells), deviations(mirrored(cells))];
}

/** Of the line by least squares from the cells of one to those of the other. */
function gainBetween(a: Deviations, b: Deviations): number {
  let covariance = 0;
  for (let cell = 0; cell < a.cells.length; cell++) covariance += (a.cells[cell] as number) * (b.cells[cell] as number);
  return a.squares > 0 ? covariance / a.squares : 0;
}

/** What is left at least: over all cells it is no more than over those where most is left. */
function leastBetween(a: Deviations, b: Deviations, gain: number): number {
  const left = Math.max(0, b.squares - gain * gain * a.squares);
  return Math.sqrt(left / b.cells.length) / spreadOf(b);
}

function leftBetween(a: Deviations, b: Deviations, gain: number): number {
  const squares = b.cells.map((value, cell) => (value - gain * (a.cells[cell] as number)) ** 2).sort();
  const most = squares.subarray(Math.floor((1 - CHANGED) * squares.length));
  return Math.sqrt(mean(most)) / spreadOf(b);
}

const spreadOf = ({ cells, squares }: Deviations): number => Math.max(LEAST_SPREAD, Math.sqrt(squares / cells.length));

const mean = (values: FrameThumbnail | Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
};

function mirrored(a: FrameThumbnail): FrameThumbnail {
  return a.map((_, cell) => a[cell + COLUMNS - 1 - 2 * (cell % COLUMNS)] as number);
}
