import { bootstrap, type Interval, intervalOf } from '@/lib/evaluation/rates/bootstrap';
import { byFallingScore, operatingPoints, ratesOf, type Trial } from '@/lib/evaluation/rates/rates';
import { wilson } from '@/lib/evaluation/rates/wilson';
import { markdownTable, percentWithin } from '@/lib/evaluation/report/markdown-table';
import type { LipVerdict } from '@/lib/liveness/lips/check-lips';
import { quantile } from '@/lib/math/statistics';
import type { CheckedTrial } from './held-out-lips';
import { LIP_TRIALS, type LipTrialKind } from './lip-trials';

const NAMES: Record<LipTrialKind, string> = {
  own: "the person's own sound",
  shifted: 'own sound, 0.6 to 1.8 s late or early',
  'same person': 'sound of another film of the same person',
  'other person': "another person's sound",
  still: 'a photograph, own sound',
  silent: 'a mouth that moves, no sound',
};

/** One line a kind of trial: what was said of it, and the equal error rate against own sounds. */
export function lipTable(checked: readonly CheckedTrial[]): string {
  const heading = ['', 'trials', 'matches %', 'unclear %', 'differs %', 'score, median', 'EER %'];
  return markdownTable(heading, rows(checked));
}

function rows(checked: readonly CheckedTrial[]): string[][] {
  return LIP_TRIALS.map((kind) => {
    const own = checked.filter((trial) => trial.kind === kind);
    const scores = own.flatMap(({ check }) => check.score ?? []);
    const share = (verdict: LipVerdict): string => {
      const hits = own.filter(({ check }) => check.verdict === verdict).length;
      return percentWithin(hits / own.length, wilson(hits, own.length));
    };
    const median = scores.length > 0 ? quantile(scores, 0.5).toFixed(1) : '';
    const verdicts = (['matches', 'unclear', 'differs'] as const).map(share);
    return [NAMES[kind], own.length.toLocaleString('en'), ...verdicts, median, equalErrorRate(checked, kind)];
  });
}

/** With its interval over people; nothing for own sounds, and where a kind has no scores. */
function equalErrorRate(checked: readonly CheckedTrial[], kind: LipTrialKind): string {
  if (kind === 'own') return '';
  const people = [...new Set(checked.map(({ person }) => person))];
  const trials = checked.flatMap(({ kind: is, person, check }): Trial[] =>
    (is === 'own' || is === kind) && check.score !== undefined
      ? [{ same: is === 'own', score: check.score, subjects: [people.indexOf(person)] }]
      : [],
  );
  if (trials.every(({ same }) => same)) return '';
  const { eer } = ratesOf(operatingPoints(byFallingScore(trials)));
  const interval: Interval = intervalOf(bootstrap(trials, (points) => ratesOf(points).eer));
  return percentWithin(eer, interval);
}
