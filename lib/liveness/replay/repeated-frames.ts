import { areNear, frameDistance } from './frame-distance';
import type { FrameThumbnail } from './frame-thumbnail';

/** Frames nearer to each other than this are one: a fifth below the least of honest frames 40 ms apart (docs/evaluation.md). */
export const REPEATED_BELOW = 0.018;

/**
 * How different the frames of a burst are: the median of the distances of each to the one most like it, so that neither two frames in
 * turn nor a last one of its own make a burst out of a picture. Infinite for fewer than two.
 */
export function burstVariety(frames: readonly FrameThumbnail[]): number {
  const nearest = frames.map((frame) =>
    Math.min(...frames.filter((other) => other !== frame).map((other) => frameDistance(frame, other))),
  );
  return nearest.sort((a, b) => a - b)[Math.floor(nearest.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** One picture, or a few, instead of a burst, by the limit on `burstVariety`: also encoded again, brighter, or mirrored. */
export function areRepeatedFrames(frames: readonly FrameThumbnail[]): boolean {
  const near = areNear(frames, frames, REPEATED_BELOW).filter(Boolean).length;
  return near > Math.floor(frames.length / 2);
}

/** Whether a frame of the burst is one that was handed in before, such as an enrolment photograph. */
export function showsEarlierFrame(frames: readonly FrameThumbnail[], earlier: readonly FrameThumbnail[]): boolean {
  return areNear(frames, earlier, REPEATED_BELOW).includes(true);
}
