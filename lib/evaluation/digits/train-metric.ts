import { distancesOf } from '@/lib/liveness/digits/distances';
import { type DigitMetric, MEASURED, metricOf, NO_METRIC } from '@/lib/liveness/digits/metric';
import { type MatchedNoise, matchNoise } from '@/lib/liveness/digits/noise-match';
import { align, bestPath, segmentCost } from '@/lib/liveness/digits/one-stage';
import { heardBands } from '@/lib/liveness/digits/sound-limits';
import type { DigitTemplate } from '@/lib/liveness/digits/templates';
import { symmetricEigen } from '@/lib/math/symmetric-eigen';
import type { Audio } from '@/lib/media/audio';

/** Of `MEASURED` that are compared; the rest tells digits apart no better than chance. */
const DIMENSIONS = 20;
/** Other digits that a digit is compared with: those that are nearest. */
const RIVALS = 3;

/** Mean products of the differences of aligned rows: between takes of one digit, and between those of two. */
export interface Moments {
  same: Float64Array;
  other: Float64Array;
}

/** How takes of one person differ, measured on answers whose digits are known. */
export function momentsOf(
  answers: readonly { audio: Audio; digits: readonly number[] }[],
  templates: readonly DigitTemplate[],
): Moments {
  const [same, other] = [sums(), sums()];
  for (const { audio, digits } of answers) {
    const sound = heardBands(audio);
    if ('problem' in sound) continue;
    const matched = matchNoise(sound.bands, templates, undefined, NO_METRIC);
    const distances = distancesOf(matched);
    const choices = digits.map((digit) => templates.flatMap((one, i) => (one.digit === digit ? [i] : [])));
    bestPath(distances, choices)?.found.forEach((found, place) => {
      add(same, matched, found.from, align(distances, found).states);
      const rivals = templates
        .flatMap(({ digit }, template) =>
          digit === digits[place] ? [] : [{ template, cost: segmentCost(distances, { ...found, template }) }],
        )
        .filter(({ cost }) => Number.isFinite(cost))
        .toSorted((one, next) => one.cost - next.cost)
        .slice(0, RIVALS);
      for (const { template } of rivals)
        add(other, matched, found.from, align(distances, { ...found, template }).states);
    });
  }
  return { same: mean(same), other: mean(other) };
}

/**
 * Weights that tell one digit from another best, whatever the language: the log-likelihood ratio of two Gaussians, of differences
 * within a digit and between digits (KISSME: Koestinger et al., CVPR 2012), along the directions in which they differ most.
 */
export function trainMetric(people: readonly Moments[]): DigitMetric {
  const total = (kind: keyof Moments): Float64Array =>
    people[0]?.same.map((_, i) => people.reduce((sum, one) => sum + (one[kind][i] as number), 0) / people.length) ??
    new Float64Array();
  const same = total('same');
  const whitened = symmetricEigen(same, MEASURED).map(({ value, vector }) =>
    vector.map((part) => part / Math.sqrt(value)),
  );
  const between = new Float64Array(MEASURED * MEASURED);
  const other = total('other');
  for (const [i, one] of whitened.entries())
    for (const [k, next] of whitened.entries()) between[i * MEASURED + k] = product(one, other, next);
  const rows = symmetricEigen(between, MEASURED)
    .slice(0, DIMENSIONS)
    .map(({ value, vector }) => {
      const weight = Math.sqrt(Math.max(0, 1 - 1 / value));
      const row = new Float64Array(MEASURED);
      for (const [i, part] of whitened.entries())
        for (let k = 0; k < MEASURED; k++)
          row[k] = (row[k] as number) + weight * (vector[i] as number) * (part[k] as number);
      return row;
    });
  // Distances within a digit stay as large as without a metric, which what silence costs goes by.
  const wanted = meanOfDiagonal(same);
  const have = rows.reduce((sum, row) => sum + product(row, same, row), 0) / rows.length;
  const scale = Math.sqrt(wanted / have);
  return metricOf(rows.map((row) => Array.from(row, (value) => scale * value)));
}

interface Sums {
  products: Float64Array;
  rows: number;
}

function sums(): Sums {
  return { products: new Float64Array(MEASURED * MEASURED), rows: 0 };
}

function mean({ products, rows }: Sums): Float64Array {
  return products.map((sum) => sum / Math.max(1, rows));
}

function add(to: Sums, { heard, stored }: MatchedNoise, from: number, states: Int32Array): void {
  const difference = new Float64Array(MEASURED);
  states.forEach((state, i) => {
    for (let k = 0; k < MEASURED; k++)
      difference[k] = (heard.data[(from + i) * MEASURED + k] as number) - (stored.data[state * MEASURED + k] as number);
    for (let k = 0; k < MEASURED * MEASURED; k++)
      to.products[k] =
        (to.products[k] as number) +
        (difference[Math.floor(k / MEASURED)] as number) * (difference[k % MEASURED] as number);
    to.rows++;
  });
}

function product(left: Float64Array, matrix: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < MEASURED; i++)
    for (let k = 0; k < MEASURED; k++)
      sum += (left[i] as number) * (matrix[i * MEASURED + k] as number) * (right[k] as number);
  return sum;
}

function meanOfDiagonal(matrix: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < MEASURED; i++) sum += matrix[i * (MEASURED + 1)] as number;
  return sum / MEASURED;
}
