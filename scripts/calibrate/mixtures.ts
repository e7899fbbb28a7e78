import type { HeardVoice } from '@/scripts/evaluate/ensemble-captures';
import { ensembleTrials, mixtureScores } from '@/scripts/evaluate/ensemble-members';
import { halves } from '@/scripts/evaluate/login-cross-validation';
import type { ModalityTrial } from '@/scripts/evaluate/login-trials';
import { seededRandom } from '@/scripts/random';

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
