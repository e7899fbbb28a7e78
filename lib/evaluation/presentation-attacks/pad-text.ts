import { percent } from '@/lib/evaluation/report/percent';
import type { PadReport } from './pad-report';

/** A report, and what was scored by which weights. */
export interface NamedReport {
  name: string;
  report: Pick<PadReport, 'threshold' | 'apcer' | 'bpcer' | 'trials' | 'confidence'> & Partial<Pick<PadReport, 'eer'>>;
}

const interval = ([low, high]: [number, number]): string => `[${percent(low)}, ${percent(high)}]`;

/** The report as lines for a terminal. */
export function printed({ threshold, apcer, bpcer, eer, parts, trials, confidence }: PadReport): string {
  return [
    `pad, threshold ${threshold.toFixed(3)}`,
    `BPCER ${percent(bpcer)} ${interval(confidence.bpcer)} of ${trials.live}`,
    ...Object.entries(apcer).map(
      ([type, rate]) =>
        `APCER ${type} ${percent(rate)} ${interval(confidence.apcer[type] ?? [0, 1])} of ${trials.attacks[type]}`,
    ),
    `EER ${percent(eer)}`,
    ...Object.entries(parts).map(
      ([part, alone]) => `${part} alone: EER ${percent(alone.eer)} of ${alone.live} live and ${alone.attacks} attacks`,
    ),
  ].join('\n');
}

/** The rates of several reports as one table for docs/evaluation.md. */
export function ratesTable(reports: readonly NamedReport[]): string {
  const share = (rate: number, [low, high]: [number, number], trials: number): string =>
    `${(100 * rate).toFixed(1)} [${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}] of ${trials}`;
  const rows = reports.map(({ name, report: { apcer, bpcer, eer, trials, confidence } }) => {
    const attacks = Object.entries(apcer).map(
      ([type, rate]) => `${type} ${share(rate, confidence.apcer[type] ?? [0, 1], trials.attacks[type] ?? 0)}`,
    );
    const both = eer === undefined ? '' : (100 * eer).toFixed(1);
    return `| ${name} | ${share(bpcer, confidence.bpcer, trials.live)} | ${attacks.join('; ')} | ${both} |`;
  });
  return ['| scored, by weights of | BPCER % | APCER % | EER % |', '|---|---|---|---|', ...rows].join('\n');
}

/** What each part does alone in one set and the other, and its weight, as a table for docs/evaluation.md. */
export function partsTable(
  own: PadReport['parts'],
  other: PadReport['parts'],
  weights: Readonly<Record<string, { weight: number }>>,
): string {
  const rows = Object.entries(own)
    .toSorted(([, a], [, b]) => a.eer - b.eer)
    .map(([part, { eer, live, attacks }]) => {
      const elsewhere = other[part as keyof typeof other];
      const cell = elsewhere ? percent(elsewhere.eer) : 'not measured';
      return `| ${part} | ${percent(eer)} of ${live} and ${attacks} | ${cell} | ${weights[part]?.weight.toFixed(2)} |`;
    });
  return ['| part | EER alone | in the other set | weight |', '|---|---|---|---|', ...rows].join('\n');
}
