import { checkLips, type LipCheck, type LipWeights } from '@/lib/liveness/lips/check-lips';
import { fitLimits, fitOpening, fitScore, unscored } from './fit-lips';
import type { LipTrial, MeasuredClip } from './lip-trials';

/** What was said of a trial. */
export interface CheckedTrial extends LipTrial {
  check: LipCheck;
}

/** Weights from people, and what they say of trials of others. */
export interface FittedLips {
  weights: Omit<LipWeights, 'evidence'>;
  checked: CheckedTrial[];
}

/**
 * Weights from all clips, and every trial checked with weights that the person in the picture is in no part of: neither in the opening, nor in
 * the score, which itself is fitted on trials whose people are not in the opening. The limits come from these scores.
 */
export function fitLips(clips: readonly MeasuredClip[], trials: readonly LipTrial[]): FittedLips {
  const people = [...new Set(clips.map(({ person }) => person))];
  const without = (left: readonly string[]): ReturnType<typeof fitWithout> => fitWithout(clips, trials, people, left);
  const scored = people.flatMap((person) => {
    const weights: LipWeights = { ...unscored([]), ...without([person]) };
    return trials
      .filter((trial) => trial.person === person)
      .map((trial) => ({ trial, check: checkLips(trial.crops, trial.heard, weights) }));
  });
  const own = scored.flatMap(({ trial, check }) => (trial.kind === 'own' ? (check.score ?? []) : []));
  const limits = fitLimits(own);
  const checked = scored.map(({ trial, check }) => ({
    ...trial,
    check: check.score === undefined ? check : { ...check, verdict: verdictOf(check.score, limits) },
  }));
  return { weights: { ...without([]), ...limits }, checked };
}

const verdictOf = (score: number, limits: Pick<LipWeights, 'matchesFrom' | 'differsBelow'>): LipCheck['verdict'] =>
  score >= limits.matchesFrom ? 'matches' : score < limits.differsBelow ? 'differs' : 'unclear';

function fitWithout(
  clips: readonly MeasuredClip[],
  trials: readonly LipTrial[],
  people: readonly string[],
  left: readonly string[],
): Pick<LipWeights, 'opening' | 'score'> {
  const openingWithout = (more: readonly string[]): number[] =>
    fitOpening(clips.filter(({ person }) => !left.includes(person) && !more.includes(person)));
  const inner = new Map(people.map((person) => [person, openingWithout([person])]));
  const score = fitScore(
    trials.filter(({ person }) => !left.includes(person)),
    (person) => inner.get(person) ?? [],
  );
  return { opening: openingWithout([]), score };
}
