import { median } from '@/lib/math/statistics';

/** Frames that say anything about a clock. */
const LEAST_FRAMES = 6;
/** Milliseconds: a clock that only shows multiples of this is one that the browser coarsened, and its gaps say nothing. */
const COARSE = 5;

export interface TimeEvidence {
  /** Standard deviation of the time between two frames, in milliseconds. */
  jitter: number;
  /** The largest share of gaps that are the same to a tenth of a millisecond, in [0, 1]. */
  equal: number;
}

/**
 * How evenly frames were taken. A browser that copies a camera's pictures is late by some milliseconds each time; a program that makes up
 * times counts. The times are said by the browser, and a program that knows this shakes them: a signal, no proof. Undefined for too few frames,
 * for times that do not grow, and for a coarse clock.
 */
export function timeEvidence(times: readonly number[]): TimeEvidence | undefined {
  if (times.length < LEAST_FRAMES || !times.every(Number.isFinite)) return undefined;
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
  if (gaps.some((gap) => gap <= 0) || times.every((time) => time % COARSE === 0)) return undefined;
  const middle = median(gaps);
  const counts = new Map<number, number>();
  for (const gap of gaps.map((each) => Math.round(10 * each))) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  return {
    jitter: Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - middle) ** 2, 0) / gaps.length),
    equal: Math.max(...counts.values()) / gaps.length,
  };
}
