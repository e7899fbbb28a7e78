import { percentWithin, scaledWithin, thousands } from './markdown-table';
import type { Report } from './report';

/** Of what stands in the first column, in `ratesRow`. */
export const ratesHeading = (first: string): string[] => [
  first,
  'genuine / impostor',
  'EER %',
  'minDCF',
  'FNMR % at FMR 1 %',
  'FNMR % at FMR 0.1 %',
  'threshold at FMR 1 % / 0.1 %',
];

/** What a report found, as cells of a row behind its name. */
export function ratesRow({ trials, eer, minDcf, fnmrAtFmr, threshold, confidence }: Report): string[] {
  return [
    `${thousands(trials.genuine)} / ${thousands(trials.impostor)}`,
    percentWithin(eer, confidence.eer),
    scaledWithin(minDcf, confidence.minDcf, 1, 2),
    percentWithin(fnmrAtFmr['0.01'], confidence['0.01']),
    percentWithin(fnmrAtFmr['0.001'], confidence['0.001']),
    `${threshold['0.01'].toFixed(3)} / ${threshold['0.001'].toFixed(3)}`,
  ];
}
