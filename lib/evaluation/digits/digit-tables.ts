import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin } from '@/lib/evaluation/report/markdown-table';
import { mean } from '@/lib/math/statistics';
import { CONDITIONS, type DigitCondition, type DigitTrial, KINDS } from './digit-trials';

/** A trial and what was decided with weights that were fitted to other people. */
export interface DecidedTrial extends DigitTrial {
  /** By the digits and the speaker; and by the digits alone. */
  accepted: boolean;
  acceptedByDigits: boolean;
}

const CONDITION_NAMES: Record<DigitCondition, string> = {
  clean: 'clean',
  babble: 'babble at 10 dB',
  opus: 'Opus, 24 kbit/s',
  slower: '10 % slower',
  faster: '10 % faster',
};

/** A row for each number of digits and condition: what is accepted of each kind of answers. */
export function ratesTable(trials: readonly DecidedTrial[]): string {
  const heading = [
    'digits',
    'condition',
    's of speech',
    'asked',
    'other digits',
    'one changed',
    'stranger',
    'by the digits alone: asked',
    'stranger',
  ];
  const counts = [...new Set(trials.map(({ count }) => count))].toSorted((a, b) => a - b);
  const rows = counts.flatMap((count) =>
    [...CONDITIONS, undefined].map((condition) => {
      const these = trials.filter((trial) => trial.count === count && (!condition || trial.condition === condition));
      const seconds = mean(
        these.flatMap(({ kind, heard }) => (kind === 'asked' && heard ? [heard.speechSeconds] : [])),
      );
      return [
        String(count),
        condition ? CONDITION_NAMES[condition] : '**all**',
        seconds.toFixed(1),
        ...KINDS.map((kind) => share(these.filter((trial) => trial.kind === kind).map(({ accepted }) => accepted))),
        ...(['asked', 'stranger'] as const).map((kind) =>
          share(these.filter((trial) => trial.kind === kind).map(({ acceptedByDigits }) => acceptedByDigits)),
        ),
      ];
    }),
  );
  return markdownTable(heading, rows);
}

/** "97.0 [95.0, 98.2] of 300", in percent. */
export function share(hits: readonly boolean[]): string {
  const count = hits.filter(Boolean).length;
  return `${percentWithin(count / hits.length, wilson(count, hits.length))} of ${hits.length}`;
}
