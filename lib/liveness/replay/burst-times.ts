import { BURST_FRAMES, LEAST_FRAME_GAP_MS, MAX_RECORDING_SECONDS, MOST_FRAME_GAP_MS } from '@/lib/media/capture-limits';

/** When to take each of `count` frames within `milliseconds`: evenly, in the middle of equal parts. */
export function burstTimes(count: number, milliseconds: number): number[] {
  return Array.from({ length: count }, (_, i) => ((i + 0.5) * milliseconds) / count);
}

/**
 * Whether frames taken at these times, in milliseconds after the recording began, are a burst as it was asked for: the number, one
 * after the other, neither in one moment nor far apart, within a recording. The browser says the times, so that they prove nothing.
 */
export function areBurstTimes(times: readonly number[]): boolean {
  const isWithin = times.every((time) => time >= 0 && time <= 1000 * MAX_RECORDING_SECONDS);
  const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
  const areSpaced = gaps.every((gap) => gap >= LEAST_FRAME_GAP_MS && gap <= MOST_FRAME_GAP_MS);
  return times.length === BURST_FRAMES && isWithin && areSpaced;
}
