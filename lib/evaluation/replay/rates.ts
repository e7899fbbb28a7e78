import { wilson } from '@/lib/evaluation/rates/wilson';
import { percent } from '@/lib/evaluation/report/percent';

/** A row of the table: how many of its trials were taken for a replay. */
export interface Row {
  name: string;
  scores: number[];
  /** Whether a score counts as a replay. */
  isCaught(score: number): boolean;
}

/** The share that was caught with its 95 % interval, and the range of the scores. */
export function printedRow({ name, scores, isCaught }: Row): string {
  const caught = scores.filter(isCaught).length;
  const [low, high] = wilson(caught, scores.length);
  const sorted = scores.toSorted((a, b) => a - b);
  const quantile = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toPrecision(3);
  const spread = `${quantile(0)} / ${quantile(0.5)} / ${quantile(1)}`;
  return `| ${name} | ${caught} of ${scores.length} | ${percent(caught / scores.length)} [${percent(low)}, ${percent(high)}] | ${spread} |`;
}

export const TABLE_HEAD = '| | caught | share, 95 % | least / median / highest score |\n|---|---|---|---|';

/** The half of the people that limits and weights come from; the others are reported on. Told from the name alone. */
export function isFittedOn(person: string): boolean {
  let hash = 0;
  for (const character of person) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return hash % 2 === 0;
}
