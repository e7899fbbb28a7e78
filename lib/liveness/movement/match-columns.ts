import type { Columns } from './upright-columns';

/** How many columns of the other picture two neighbours may lie apart: a picture that is turned towards the camera grows, but not without end. */
const FURTHEST_STEP = 3;

/**
 * The share of the contrast of columns that no columns of another picture have, taken in the same order, each as often as it likes: dynamic
 * time warping (Sakoe & Chiba, 1978) across the picture. Whatever a flat picture is bent about, upright lines stay lines, and light that
 * falls on it changes each of them as a whole: then nothing is left.
 *
 * @param band columns to either side of its place in which each is looked for; the others begin so many before
 */
export function unmatchedShare(columns: Columns, others: Columns, band: number): number {
  const { count, rows } = columns;
  let total = 0;
  for (let i = 0; i < count; i++) total += columns.contrast[i] as number;
  if (total === 0) return 1;
  let before = new Float64Array(others.count).fill(Number.POSITIVE_INFINITY);
  let here = new Float64Array(others.count);
  for (let i = 0; i < count; i++) {
    here.fill(Number.POSITIVE_INFINITY);
    const share = (columns.contrast[i] as number) / total;
    const last = Math.min(others.count - 1, i + 2 * band);
    for (let j = i; j <= last; j++) {
      let least = i === 0 ? 0 : Number.POSITIVE_INFINITY;
      for (let step = 0; i > 0 && step <= FURTHEST_STEP && step <= j; step++)
        least = Math.min(least, before[j - step] as number);
      if (least < Number.POSITIVE_INFINITY) here[j] = least + share * unlikeness(columns, i, others, j, rows);
    }
    [before, here] = [here, before];
  }
  return before.reduce((least, share) => Math.min(least, share), 1);
}

/** Of the contrast of one column the share that another does not have: 1 less the square of their correlation, and more where that is negative. */
function unlikeness(columns: Columns, i: number, others: Columns, j: number, rows: number): number {
  let correlation = 0;
  for (let row = 0; row < rows; row++)
    correlation += (columns.values[i * rows + row] as number) * (others.values[j * rows + row] as number);
  return 1 - correlation * Math.abs(correlation);
}
