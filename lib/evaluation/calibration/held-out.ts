import { type Interval, intervalOf } from '@/lib/evaluation/rates/bootstrap';
import { halves } from '@/lib/evaluation/trials/halves';
import { among, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { mean } from '@/lib/math/statistics';
import { peopleIn } from './fit';
import { drawnAgain } from './intervals';

/** Rates as fractions, with 95 % intervals over people. */
export interface HeldOut {
  people: number;
  trials: { genuine: number; impostor: number };
  falseMatchRate: { rate: number; interval: Interval };
  falseNonMatchRate: { rate: number; interval: Interval };
}

const SPLITS = 5;
const REPLICATES = 200;

/** A half of the people, held against the threshold that the other half chose. */
interface Fold {
  trials: readonly ModalityTrial[];
  threshold: number;
}

/**
 * What a way of choosing a threshold does to people whom it never saw: chosen on one half of the people, judged on the other, and the
 * other way round, five times. Intervals are over people, drawn again with replacement.
 */
export function heldOut(
  trials: readonly ModalityTrial[],
  choose: (trials: readonly ModalityTrial[]) => number,
): HeldOut {
  const random = seededRandom(20_261_123);
  const people = peopleIn(trials);
  const folds: Fold[] = Array.from({ length: SPLITS }, () => halves(people, random)).flatMap(([one, other]) =>
    [
      [one, other],
      [other, one],
    ].map(([chosen, judged]) => ({
      trials: among(trials, new Set(judged)),
      threshold: choose(among(trials, new Set(chosen))),
    })),
  );
  const measured = folds.map((fold) => rates(fold));
  const again = Array.from({ length: REPLICATES }, () => drawnAgain([people], random)).map((counts) =>
    folds.map((fold) => rates(fold, counts)),
  );
  const rate = (kind: 'match' | 'nonMatch'): { rate: number; interval: Interval } => ({
    rate: mean(measured.map((each) => each[kind])),
    interval: intervalOf(again.map((each) => mean(each.map((fold) => fold[kind]))).filter(Number.isFinite)),
  });
  const genuine = trials.filter(({ same }) => same).length;
  return {
    people: people.length,
    trials: { genuine, impostor: trials.length - genuine },
    falseMatchRate: rate('match'),
    falseNonMatchRate: rate('nonMatch'),
  };
}

function rates({ trials, threshold }: Fold, counts?: ReadonlyMap<string, number>): { match: number; nonMatch: number } {
  const [all, wrong] = [
    [0, 0],
    [0, 0],
  ];
  for (const { same, score, enrolled, claimant } of trials) {
    const own = counts ? (counts.get(enrolled) ?? 0) : 1;
    const weight = same || !counts ? own : own * (counts.get(claimant) ?? 0);
    const kind = same ? 1 : 0;
    all[kind] = (all[kind] ?? 0) + weight;
    if (score >= threshold !== same) wrong[kind] = (wrong[kind] ?? 0) + weight;
  }
  return { match: (wrong[0] ?? 0) / (all[0] ?? 0), nonMatch: (wrong[1] ?? 0) / (all[1] ?? 0) };
}
