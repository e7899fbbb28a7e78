import type { ModalityPolicy } from '@/lib/decision/policy';
import { whoSpeaks } from '@/lib/decision/who-speaks';
import { digitVerdict, speakerRatio } from '@/lib/liveness/digits/verdict';
import type { DecidedTrial } from './digit-tables';
import type { DigitTrial } from './digit-trials';
import { fitDigits } from './fit-digits';

/** Parts of the people, each decided by what was fitted to the others. */
export const FOLDS = 3;

/** What log-in goes by for the voice. */
export type VoiceRule = Pick<ModalityPolicy, 'calibration' | 'minSimilarity'>;

/** By weights that were fitted to the people of the other folds. */
export function decide(people: readonly string[], trials: readonly DigitTrial[], rule: VoiceRule): DecidedTrial[] {
  return folds(people, trials).flatMap(({ fitted, held }) => {
    const weights = fitDigits(fitted);
    return held.map((trial) => {
      const { heard, similarity } = trial;
      if (!heard)
        return {
          ...trial,
          ratio: undefined,
          accepted: false,
          refused: false,
          acceptedAlone: false,
          acceptedByDoubt: false,
        };
      const ratio = speakerRatio(heard.evidence, weights);
      const verdict = digitVerdict(heard.doubt, ratio, false, weights);
      const speaker = whoSpeaks({ similarity, threshold: rule.minSimilarity, weight: 1 }, ratio, rule);
      return {
        ...trial,
        ratio,
        accepted: verdict === 'accepted' && speaker === 'person',
        refused: verdict === 'wrong' || speaker === 'another',
        acceptedAlone: digitVerdict(heard.doubt, ratio, true, weights) === 'accepted',
        acceptedByDoubt: verdict === 'accepted',
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
