import { falseMatchRateOf, type LEVELS, tailThreshold } from '@/lib/decision/operating-point';
import type { PolicyFile } from '@/lib/decision/policy-file';
import { intervalOf } from '@/lib/evaluation/rates/bootstrap';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { type LoginFit, strangersScores, type TailOptions } from './fit';
import { fitTail } from './tail';

type Confidence = PolicyFile['fusion'][number]['confidence'];

/** Enough for the first digit of an interval, which is all that so few people allow. */
const REPLICATES = 200;
const PAIRINGS = 1500;

/** 95 % intervals of each level's threshold: faces and voices are drawn again with replacement, pairs of them fused, the tail fitted. */
export function thresholdIntervals(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  fit: LoginFit,
  { faces, voices }: Pick<TailOptions, 'faces' | 'voices'>,
): Confidence {
  const random = seededRandom(20_261_122);
  const again = (people: readonly string[]): string[] =>
    people.map(() => people[Math.floor(random() * people.length)] as string);
  const tails = Array.from({ length: REPLICATES }, () => {
    const drawn = { faces: again(faces), voices: again(voices), pairings: PAIRINGS, random };
    return fitTail(strangersScores(faceTrials, voiceTrials, fit, drawn));
  });
  const interval = (level: keyof typeof LEVELS): [number, number] => {
    const [from, to] = intervalOf(tails.map((tail) => tailThreshold(falseMatchRateOf(level), tail)));
    return [rounded(from), rounded(to)];
  };
  return { convenient: interval('convenient'), balanced: interval('balanced'), strict: interval('strict') };
}

/** Three digits behind the point: the intervals are wider by far. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
