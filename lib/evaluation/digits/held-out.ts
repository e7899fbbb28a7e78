import { cllr, minCllr } from '@/lib/evaluation/calibration/cllr';
import { speakerRatio } from '@/lib/liveness/digits/verdict';
import type { DecidedTrial } from './digit-tables';
import type { DigitTrial } from './digit-trials';
import { fitDigits } from './fit-digits';

/** Parts of the people, each decided by what was fitted to the others. */
export const FOLDS = 3;

/** By weights that were fitted to the people of the other folds. */
export function decide(people: readonly string[], trials: readonly DigitTrial[]): DecidedTrial[] {
  return folds(people, trials).flatMap(({ fitted, held }) => {
    const weights = fitDigits(fitted);
    return held.map((trial) => {
      const acceptedByDigits = trial.heard !== undefined && trial.heard.margin <= weights.accepted.margin;
      const ratio = trial.heard ? speakerRatio(trial.heard.evidence, weights) : Number.NEGATIVE_INFINITY;
      return { ...trial, acceptedByDigits, accepted: acceptedByDigits && ratio >= weights.accepted.speakerRatio };
    });
  });
}

function folds(
  people: readonly string[],
  trials: readonly DigitTrial[],
): { fitted: DigitTrial[]; held: DigitTrial[] }[] {
  const foldOf = new Map(people.map((person, i) => [person, i % FOLDS]));
  return Array.from({ length: FOLDS }, (_, fold) => ({
    fitted: trials.filter(({ person }) => foldOf.get(person) !== fold),
    held: trials.filter(({ person }) => foldOf.get(person) === fold),
  }));
}

/** What the ratio of the speaker is worth, for people that it was not fitted to. */
export function ratioLine(people: readonly string[], trials: readonly DigitTrial[]): string {
  const scored = folds(people, trials).flatMap(({ fitted, held }) => {
    const weights = fitDigits(fitted);
    return held.flatMap(({ kind, heard }) =>
      heard && (kind === 'asked' || kind === 'stranger')
        ? [{ same: kind === 'asked', score: speakerRatio(heard.evidence, weights) }]
        : [],
    );
  });
  const bits = (value: number): string => value.toFixed(3);
  return `The ratio of the speaker costs ${bits(cllr(scored))} bits (least ${bits(minCllr(scored))}), over all conditions and people that it was not fitted to: ${scored.length} trials.`;
}
