import { eyeCornerDistance } from '@/lib/face/landmarks';
import type { Box } from '@/lib/math/box';
import type { Frame } from '@/lib/media/frame';
import { lumaAt } from '@/lib/media/luma';

/** A face as a frame of a burst shows it. */
export interface PresentedFace {
  frame: Frame;
  box: Box;
  /** 68 points, x and y interleaved, in pixels of the frame. */
  landmarks: Float32Array;
}

/** Pixels a side: in a smaller box there is nothing to tell. */
const LEAST_SIDE = 16;
/** Two for each of 68 points. */
const LANDMARK_VALUES = 136;

/** Whether there is anything to measure: numbers, a box of some size whose middle lies inside of the frame, and eyes apart. */
export function isMeasurable({ frame, box, landmarks }: PresentedFace): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  const isInside = x >= 0 && y >= 0 && x < frame.width && y < frame.height;
  const isKnown =
    landmarks.length === LANDMARK_VALUES && landmarks.every(Number.isFinite) && eyeCornerDistance(landmarks) > 0;
  return isInside && isKnown && box.width >= LEAST_SIDE && box.height >= LEAST_SIDE;
}

/** Luma of a region whose sides are whole pixels, row by row, the frame's edge repeated around it. */
export function lumaPatch(frame: Frame, { x, y, width, height }: Box): Float32Array {
  const patch = new Float32Array(width * height);
  for (let i = 0; i < patch.length; i++) patch[i] = lumaAt(frame, x + (i % width), y + Math.floor(i / width));
  return patch;
}
