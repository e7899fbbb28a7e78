import { halves } from '@/lib/evaluation/trials/halves';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import type { HeardVoice } from './ensemble-captures';
import { ensembleTrials, mixtureScores } from './ensemble-members';

/** How mixtures score people of one half, from a background that is made of the other: people whom it never saw, as at log-in. */
export function mixtureTrials(references: readonly HeardVoice[], probes: readonly HeardVoice[]): ModalityTrial[] {
  const people = [...new Set(references.map(({ subject }) => subject))].sort();
  return halves(people, seededRandom(20_261_121)).flatMap((half) => {
    const isOwn = ({ subject }: HeardVoice): boolean => half.includes(subject);
    const scores = mixtureScores(references.filter((voice) => !isOwn(voice)));
    const trials = ensembleTrials(references.filter(isOwn), probes.filter(isOwn), scores);
    return trials.map(({ scores: { mixtures }, ...trial }) => ({ ...trial, score: mixtures }));
  });
}
