import { DIGITS } from '@/lib/liveness/challenge/digits';
import { inOne } from './bands';
import { distancesOf } from './distances';
import type { DigitMetric } from './metric';
import { matchNoise } from './noise-match';
import { segmentCost } from './one-stage';
import type { DigitTemplate } from './templates';

/**
 * By digit, how much nearer its takes are to each other than the nearest take of another digit is to one of them: (other - own) over
 * (other + own) of the mean distances along the best alignment. 1 is perfect; below 0 another digit is nearer. NaN where a digit has
 * fewer than two takes.
 */
export function digitQualities(templates: readonly DigitTemplate[], metric: DigitMetric): number[] {
  const matched = matchNoise(inOne(templates.map(({ bands }) => bands)), templates, undefined, metric);
  const distances = distancesOf(matched);
  const own = new Array<number>(DIGITS).fill(Number.POSITIVE_INFINITY);
  const other = [...own];
  templates.forEach((take, i) => {
    const from = distances.first[i] as number;
    const to = from + take.bands.rows;
    templates.forEach((against, template) => {
      if (template === i) return;
      const cost = segmentCost(distances, { template, from, to }) / take.bands.rows;
      const costs = against.digit === take.digit ? own : other;
      costs[take.digit] = Math.min(costs[take.digit] as number, cost);
    });
  });
  return own.map((cost, digit) => {
    const stranger = other[digit] as number;
    return cost + stranger < Number.POSITIVE_INFINITY ? (stranger - cost) / (stranger + cost) : Number.NaN;
  });
}

/** Below it a digit is said again: docs/evaluation.md. */
const LEAST_QUALITY = -0.12;

/** Strings to be said again: the fewest that hold each bad digit, of equal ones that with the worst. */
export function saidAgain(strings: readonly (readonly number[])[], quality: readonly number[]): number[] {
  const again: number[] = [];
  let bad = quality.flatMap((value, digit) => (value >= LEAST_QUALITY ? [] : [digit]));
  while (bad.length > 0) {
    const worth = strings.map((digits) => {
      const held = bad.filter((digit) => digits.includes(digit));
      return held.length - Math.min(0, ...held.map((digit) => quality[digit] || -1)) / 10;
    });
    const most = Math.max(...worth);
    const string = worth.indexOf(most);
    const left = bad.filter((digit) => !strings[string]?.includes(digit));
    if (left.length === bad.length) return again;
    again.push(string);
    bad = left;
  }
  return again.toSorted();
}
