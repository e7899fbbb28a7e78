import type { PastScore } from '@/lib/decision/signal';
import { clamp, robustSpread } from '@/lib/math/statistics';
import { DAY_MS } from './durations';

/** One accepted attempt of a person. */
export type AcceptedScore = Pick<PastScore, 'similarity' | 'at'>;

/** Accepted attempts that a person needs before their threshold may leave the floor. */
export const LEAST_HISTORY = 8;
/** The newest attempts that count: more say nothing new, and none of them weighs much alone. */
const MOST_HISTORY = 200;
/** Attempts of one day that count, the first: who gets in once and then floods the history moves it little. */
const MOST_A_DAY = 3;
/** Robust deviations below the median: a genuine attempt in some 700, were scores normal. */
const DEVIATIONS = 3;
/** No spread is believed below this share of the way from the floor to identity: few attempts look alike by chance. */
const LEAST_DEVIATION = 0.1;
/** No threshold rises beyond this share of the way from the floor to identity: replays cannot lock a person out. */
const HIGHEST = 1 / 3;

/** What scores are usually like: median and the deviation that goes with the median absolute deviation; zeros of none. */
export interface UsualScore {
  count: number;
  middle: number;
  spread: number;
}

export function usualScore(scores: readonly number[]): UsualScore {
  const count = scores.length;
  return count === 0 ? { count, middle: 0, spread: 0 } : { count, ...robustSpread(scores) };
}

/**
 * What a personal threshold rests on.
 *
 * @param accepted under one model, in any order; what is no number in [-1, 1] is ignored
 */
export function usualDailyScore(accepted: readonly AcceptedScore[]): UsualScore {
  return usualScore(countingScores(accepted));
}

/**
 * The threshold for one person and modality: three deviations below what their accepted attempts score, and never below
 * the floor that holds for everybody. Median and median absolute deviation (Hampel, JASA 69, 1974), so that a minority
 * of attempts moves neither. Whatever the history holds, the answer lies in [`floor`, `floor` + (1 - `floor`) / 3].
 *
 * @param usual of `usualDailyScore`
 * @param floor cosine similarity below which nobody is accepted
 */
export function personalThreshold({ count, middle, spread }: UsualScore, floor: number): number {
  if (count < LEAST_HISTORY) return floor;
  const room = 1 - floor;
  const wanted = middle - DEVIATIONS * Math.max(spread, LEAST_DEVIATION * room);
  return clamp(wanted, floor, floor + HIGHEST * room);
}

function countingScores(accepted: readonly AcceptedScore[]): number[] {
  const days = new Map<number, number>();
  return accepted
    .filter(({ similarity }) => similarity >= -1 && similarity <= 1)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ at }) => {
      const day = Math.floor(at.getTime() / DAY_MS);
      const before = days.get(day) ?? 0;
      days.set(day, before + 1);
      return before < MOST_A_DAY;
    })
    .map(({ similarity }) => similarity)
    .slice(-MOST_HISTORY);
}
