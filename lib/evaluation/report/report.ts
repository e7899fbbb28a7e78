import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LfwAccuracy } from '@/lib/evaluation/data/lfw';
import type { PairsDrawn } from '@/lib/evaluation/rates/all-pairs';
import {
  type BootstrapOptions,
  confidenceIntervals,
  type Interval,
  type Intervals,
} from '@/lib/evaluation/rates/bootstrap';
import {
  byFallingScore,
  FALSE_MATCH_RATES,
  type FalseMatchRate,
  type OperatingPoint,
  operatingPoints,
  pointAt,
  type Rates,
  ratesOf,
} from '@/lib/evaluation/rates/rates';
import type { NamedTrial } from '@/lib/evaluation/rates/trials';
import { percent } from './percent';
import { detCurve, rocCurve, scoreHistogram } from './plot';

/** What an evaluation found. Rates are fractions; `confidence` holds 95 % intervals. */
export interface Report extends Rates {
  kind: 'voice' | 'face' | 'login' | 'ensemble';
  model: string;
  /** How references and probes were made. */
  settings: Record<string, string | number | boolean>;
  subjects: number;
  trials: { genuine: number; impostor: number };
  /** At the threshold that was asked about. */
  atThreshold?: OperatingPoint;
  /** The share of files that gave no embedding; they are in no trial. */
  failureToAcquire: number;
  /** Listed pairs that are no trials, because one of the files gave no embedding. */
  pairsWithoutFace?: { genuine: number; impostor: number };
  /** As `fnmrAtFmr`, at the same thresholds, with the genuine ones of these pairs counted as non-matches. */
  fnmrWithFailures?: Record<FalseMatchRate, number>;
  /** Where not every pair that there is was compared. */
  drawn?: PairsDrawn;
  lfw?: LfwAccuracy;
  confidence: Intervals;
}

export interface Evaluated {
  kind: Report['kind'];
  model: string;
  settings: Report['settings'];
  failureToAcquire: number;
  pairsWithoutFace?: Report['pairsWithoutFace'];
  drawn?: PairsDrawn;
  lfw?: LfwAccuracy;
  trials: readonly NamedTrial[];
  /** A threshold to be told the rates of. */
  threshold?: number | undefined;
}

/** Throws a RangeError without genuine or without impostor trials. */
export function makeReport(
  { trials, threshold, ...about }: Evaluated,
  onProgress?: BootstrapOptions['onProgress'],
): Report {
  const genuine = trials.filter(({ same }) => same).length;
  const points = operatingPoints(byFallingScore(trials));
  const rates = ratesOf(points);
  return {
    ...about,
    subjects: new Set(trials.flatMap(({ subjects }) => subjects)).size,
    trials: { genuine, impostor: trials.length - genuine },
    ...rates,
    ...(about.pairsWithoutFace && {
      fnmrWithFailures: withFailures(rates.fnmrAtFmr, genuine, about.pairsWithoutFace.genuine),
    }),
    ...(threshold !== undefined && { atThreshold: pointAt(points, threshold) }),
    confidence: confidenceIntervals(trials, { onProgress }),
  };
}

function withFailures(
  rates: Record<FalseMatchRate, number>,
  genuine: number,
  failures: number,
): Record<FalseMatchRate, number> {
  const all = (rate: number): number => (rate * genuine + failures) / (genuine + failures);
  return { '0.01': all(rates['0.01']), '0.001': all(rates['0.001']), '0.0001': all(rates['0.0001']) };
}

/** The report as lines for a terminal. */
export function printedReport(report: Report): string {
  const { eer, minDcf, fnmrAtFmr, threshold, confidence, trials, atThreshold } = report;
  const settings = Object.entries(report.settings).map(([name, value]) => `${name} ${value}`);
  const row = (name: string, rate: number, interval: Interval, at?: number): string =>
    `${name.padEnd(18)}${percent(rate, 2).padStart(8)}   [${percent(interval[0], 2)}, ${percent(interval[1], 2)}]` +
    (at === undefined ? '' : `   threshold ${at.toFixed(3)}`);
  return [
    `${report.kind}, ${report.model}${settings.length > 0 ? `; ${settings.join(', ')}` : ''}`,
    `${report.subjects} people, ${trials.genuine} genuine and ${trials.impostor} impostor trials, failure to acquire ${percent(report.failureToAcquire, 2)}`,
    row('EER', eer, confidence.eer, threshold.eer),
    `${'minDCF (p = 0.01)'.padEnd(18)}${minDcf.toFixed(3).padStart(8)}   [${confidence.minDcf[0].toFixed(3)}, ${confidence.minDcf[1].toFixed(3)}]`,
    ...FALSE_MATCH_RATES.map((rate) =>
      row(`FNMR @ FMR ${Number(rate) * 100} %`, fnmrAtFmr[rate], confidence[rate], threshold[rate]),
    ),
    ...(atThreshold ? [atLine(atThreshold)] : []),
    ...withoutFaceLines(report),
    ...(report.drawn ? [drawnLine(report.drawn)] : []),
    ...(report.lfw ? [`LFW: ${percent(report.lfw.meanAccuracy, 2)} +- ${percent(report.lfw.standardError, 2)}`] : []),
    ...(trials.impostor < 30_000 ? [fewTrials(trials.impostor)] : []),
  ].join('\n');
}

function atLine({ threshold, falseMatchRate, falseNonMatchRate }: OperatingPoint): string {
  return `At ${threshold}: FMR ${percent(falseMatchRate, 2)}, FNMR ${percent(falseNonMatchRate, 2)}`;
}

/** The rates once more, with pairs that could not be compared counted as refused. */
function withoutFaceLines({ pairsWithoutFace, fnmrWithFailures }: Report): string[] {
  if (!pairsWithoutFace || !fnmrWithFailures) return [];
  const { genuine, impostor } = pairsWithoutFace;
  if (genuine + impostor === 0) return [];
  const rates = FALSE_MATCH_RATES.map((rate) => percent(fnmrWithFailures[rate], 2)).join(', ');
  return [
    `${genuine} genuine and ${impostor} impostor pairs lack a face; counted as refused, FNMR at these three FMRs is ${rates}`,
  ];
}

function drawnLine({ seed, genuinePerPerson, of }: PairsDrawn): string {
  return `Pairs drawn with seed ${seed} out of ${of.genuine} genuine (at most ${genuinePerPerson} of one person) and ${of.impostor} impostor ones.`;
}

/** Three expected errors are the least that say anything (the rule of three, ISO/IEC 19795-1). */
function fewTrials(impostor: number): string {
  return `Rates at a FMR below ${percent(3 / impostor, 2)} rest on fewer than three false matches.`;
}

/** Writes `report.json`, `scores.csv`, `det.svg`, `roc.svg` and `scores.svg` into a folder, which is made when absent. */
export async function writeReport(folder: string, report: Report, trials: readonly NamedTrial[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const title = `${report.kind}, ${report.model}`;
  const rows = trials.map(
    ({ reference, probe, same, score }) => `${csv(reference)},${csv(probe)},${same ? 1 : 0},${score.toFixed(6)}`,
  );
  const points = operatingPoints(byFallingScore(trials));
  const files = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'scores.csv': `a,b,same,score\n${rows.join('\n')}\n`,
    'det.svg': detCurve(points, title),
    'roc.svg': rocCurve(points, title),
    'scores.svg': scoreHistogram(trials, title),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}

function csv(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
