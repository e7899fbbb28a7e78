import type { Box } from '@/lib/math/box';

/** One face as found in a frame. */
export interface DetectedFace {
  box: Box;
  /** The detector's confidence in [0, 1]. */
  score: number;
  /** 68 points, x and y interleaved, in pixels of the frame; numbered as in the iBUG 300-W annotation. */
  landmarks: Float32Array;
}
