import { type Calibration, logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import { cllr, minCllr } from '@/lib/evaluation/calibration/cllr';
import { digitVerdict, speakerRatio } from '@/lib/liveness/digits/verdict';
import type { DecidedTrial } from './digit-tables';
import type { DigitTrial } from './digit-trials';
import { fitDigits } from './fit-digits';

/** Parts of the people, each decided by what was fitted to the others. */
export const FOLDS = 3;

/** What log-in goes by for the voice. */
export interface VoiceRule {
  calibration: Calibration;
  floor: number;
}

/** By weights that were fitted to the people of the other folds. */
export function decide(
  people: readonly string[],
  trials: readonly DigitTrial[],
  { calibration, floor }: VoiceRule,
): DecidedTrial[] {
  return folds(people, trials).flatMap(({ fitted, held }) => {
    const weights = fitDigits(fitted);
    return held.map((trial) => {
      const { heard, similarity } = trial;
      if (!heard) return { ...trial, accepted: false, refused: false, acceptedAlone: false, acceptedByDoubt: false };
      const ratio = speakerRatio(heard.evidence, weights);
      const isVoice = similarity >= floor;
      const verdict = digitVerdict(heard.doubt, ratio, logLikelihoodRatio(similarity, calibration), weights);
      return {
        ...trial,
        accepted: isVoice && verdict === 'accepted',
        refused: !isVoice || verdict === 'wrong',
        acceptedAlone: digitVerdict(heard.doubt, ratio, undefined, weights) === 'accepted',
        acceptedByDoubt: heard.doubt <= weights.accepted.doubt,
      };
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
