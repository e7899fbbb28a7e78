import { halves } from '@/lib/evaluation/login/login-cross-validation';
import type { ModalityTrial } from '@/lib/evaluation/login/login-trials';
import type { HeardVoice } from '@/lib/evaluation/voice/ensemble-captures';
import { ensembleTrials, mixtureScores } from '@/lib/evaluation/voice/ensemble-members';
import { seededRandom } from '@/lib/math/random';

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
