import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin } from '@/lib/evaluation/report/markdown-table';
import { mean } from '@/lib/math/statistics';
import { CONDITIONS, type DigitCondition, type DigitTrial, KINDS, type TrialKind } from './digit-trials';

/** A trial and what was decided with weights that were fitted to other people. */
export interface DecidedTrial extends DigitTrial {
  /** Of the speaker, in nats; undefined where nothing could be compared. */
  ratio: number | undefined;
  /** By the digits and by whose voice it is, as log-in does; and whether it is refused without another try. */
  accepted: boolean;
  refused: boolean;
  /** By the digits without the voice model, and without any opinion on the speaker. */
  acceptedAlone: boolean;
  acceptedByDoubt: boolean;
}

const CONDITION_NAMES: Record<DigitCondition, string> = {
  clean: 'clean',
  babble: 'babble at 10 dB',
  opus: 'Opus, 24 kbit/s',
  slower: '10 % slower',
  faster: '10 % faster',
  elsewhere: 'another microphone and room',
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
    'asked, refused without another try',
    'without the voice model: asked',
    'one changed',
    'stranger',
    'by what was said alone: stranger',
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
        ...KINDS.map((kind) => shareOf(these, kind, 'accepted')),
        shareOf(these, 'asked', 'refused'),
        ...(['asked', 'one', 'stranger'] as const).map((kind) => shareOf(these, kind, 'acceptedAlone')),
        shareOf(these, 'stranger', 'acceptedByDoubt'),
      ];
    }),
  );
  return markdownTable(heading, rows);
}

function shareOf(
  trials: readonly DecidedTrial[],
  kind: TrialKind,
  what: 'accepted' | 'refused' | 'acceptedAlone' | 'acceptedByDoubt',
): string {
  return share(trials.filter((trial) => trial.kind === kind).map((trial) => trial[what]));
}

/** "97.0 [95.0, 98.2] of 300", in percent. */
export function share(hits: readonly boolean[]): string {
  const count = hits.filter(Boolean).length;
  return `${percentWithin(count / hits.length, wilson(count, hits.length))} of ${hits.length}`;
}
