import type { Interval } from '@/lib/evaluation/rates/bootstrap';

/** A table of Markdown. */
export function markdownTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), `|${'---|'.repeat(heading.length)}`, ...rows.map(line)].join('\n');
}

/** "1.2 [0.8, 1.7]" of fractions, in percent. */
export function percentWithin(rate: number, interval: Interval, digits = 1): string {
  return scaledWithin(rate, interval, 100, digits);
}

/** A rate and its interval, times a factor. */
export function scaledWithin(rate: number, [low, high]: Interval, factor: number, digits: number): string {
  const text = (value: number): string => (factor * value).toFixed(digits);
  return `${text(rate)} [${text(low)}, ${text(high)}]`;
}

/** "12,345". */
export function thousands(count: number): string {
  return Math.round(count).toLocaleString('en');
}
