import { falseMatchRateOf, type LEVELS, tailThreshold } from '@/lib/decision/operating-point';
import type { PolicyFile } from '@/lib/decision/policy-file';
import { intervalOf } from '@/lib/evaluation/rates/bootstrap';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { type LoginFit, peopleIn, strangersScores } from './fit';
import { fitTail } from './tail';

type Confidence = PolicyFile['fusion'][number]['confidence'];

/** Enough for the first digit of an interval. */
const REPLICATES = 100;
const DRAWS = 300_000;

/** 95 % intervals of each level's threshold: faces and voices are drawn again with replacement, fused, the tail fitted. */
export function thresholdIntervals(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  fit: Pick<LoginFit, 'face' | 'voice'>,
): Confidence {
  const random = seededRandom(20_261_122);
  const people = [peopleIn(faceTrials), peopleIn(voiceTrials)];
  const tails = Array.from({ length: REPLICATES }, () => {
    const counts = drawnAgain(people, random);
    return fitTail(strangersScores(faceTrials, voiceTrials, fit, { draws: DRAWS, random, counts }));
  });
  const interval = (level: keyof typeof LEVELS): [number, number] => {
    const [from, to] = intervalOf(tails.map((tail) => tailThreshold(falseMatchRateOf(level), tail)));
    return [rounded(from), rounded(to)];
  };
  return { convenient: interval('convenient'), balanced: interval('balanced'), strict: interval('strict') };
}

/** How often each person counts when as many as there are of each kind are drawn with replacement. */
export function drawnAgain(kinds: readonly (readonly string[])[], random: () => number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const people of kinds)
    for (let i = 0; i < people.length; i++) {
      const name = people[Math.floor(random() * people.length)] as string;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return counts;
}

/** Three digits behind the point: the intervals are wider by far. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
