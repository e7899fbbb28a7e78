import { markdownTable } from '@/lib/evaluation/report/markdown-table';
import { percent } from '@/lib/evaluation/report/percent';
import type { DigitMetric } from '@/lib/liveness/digits/metric';
import { quantile } from '@/lib/math/statistics';
import { share } from './digit-tables';
import type { DigitTakes } from './digit-takes';
import { signUp } from './digit-trials';

/** Samples of a row of 20 ms. */
const ROW = 320;
/** Of the union of where a digit is and where it was cut. */
const WELL_CUT = 0.7;
/** Longest gaps between the digits of a string, in seconds. */
const GAPS = [0, 0.1, 0.2];
/** What chance would do: strings cut into equal parts. */
const SEED = 77;

/** How well digits are cut out of strings, against where they are: intersection over union, and against cuts into equal parts. */
export function cutTable(people: readonly DigitTakes[], metrics: readonly DigitMetric[]): string {
  const rows = GAPS.map((gap) => {
    const overlaps: number[] = [];
    const equal: number[] = [];
    const again: boolean[] = [];
    for (const [i, one] of people.entries()) {
      const { joined, cut } = signUp(one, gap, SEED + i, metrics[i % metrics.length]);
      again.push(cut.again.length > 0);
      joined.forEach(({ marks }, string) => {
        const first = marks[0]?.from ?? 0;
        const each = ((marks.at(-1)?.to ?? 0) - first) / marks.length;
        marks.forEach((mark, digit) => {
          const found = cut.cuts[string]?.[digit] ?? { from: 0, to: 0 };
          overlaps.push(overlap(mark, { from: found.from * ROW, to: found.to * ROW }));
          equal.push(overlap(mark, { from: first + digit * each, to: first + (digit + 1) * each }));
        });
      });
    }
    const well = (values: readonly number[]): string => share(values.map((value) => value > WELL_CUT));
    return [`${1000 * gap} ms`, well(overlaps), percent(quantile(overlaps, 0.5)), well(equal), share(again)];
  });
  return markdownTable(
    ['gaps up to', 'cut well %', 'median overlap', 'equal parts %', 'people asked for a string again %'],
    rows,
  );
}

function overlap(a: { from: number; to: number }, b: { from: number; to: number }): number {
  const shared = Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
  return shared / (Math.max(a.to, b.to) - Math.min(a.from, b.from));
}
