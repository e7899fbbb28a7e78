import { COLUMNS, type FrameThumbnail } from './frame-thumbnail';

/** The share of the cells that differ most: somebody who only blinks changes a few. */
const CHANGED = 0.05;
/** A flat frame has no scale to measure differences on: one level. */
const LEAST_SPREAD = 256;

/**
 * How far one frame is from being another one that was made brighter or mirrored: what is left after the best gain and level, as the root
 * mean square of the 5 % of the cells where most is left, over the spread of the frame. 0 for equal frames.
 */
export function frameDistance(a: FrameThumbnail, b: FrameThumbnail): number {
  return Math.min(leftBetween(a, b), leftBetween(mirrored(a), b));
}

/** The line by least squares from the cells of `a` to those of `b`, and what it leaves. */
function leftBetween(a: FrameThumbnail, b: FrameThumbnail): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let [varianceA, varianceB, covariance] = [0, 0, 0];
  for (let cell = 0; cell < a.length; cell++) {
    const fromA = (a[cell] as number) - meanA;
    const fromB = (b[cell] as number) - meanB;
    varianceA += fromA * fromA;
    varianceB += fromB * fromB;
    covariance += fromA * fromB;
  }
  const gain = varianceA > 0 ? covariance / varianceA : 0;
  const squares = Float64Array.from(
    b,
    (value, cell) => (value - meanB - gain * ((a[cell] as number) - meanA)) ** 2,
  ).sort();
  const most = squares.subarray(Math.floor((1 - CHANGED) * squares.length));
  return Math.sqrt(mean(most)) / Math.max(LEAST_SPREAD, Math.sqrt(varianceB / b.length));
}

const mean = (values: FrameThumbnail | Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
};

function mirrored(a: FrameThumbnail): FrameThumbnail {
  return a.map((_, cell) => a[cell + COLUMNS - 1 - 2 * (cell % COLUMNS)] as number);
}
