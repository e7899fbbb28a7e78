import type { Frame } from '@/lib/media/frame';

/** A rectangle in pixels of the frame. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A face as a frame of a burst shows it. */
export interface PresentedFace {
  frame: Frame;
  box: Region;
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
  const isKnown = landmarks.length === LANDMARK_VALUES && landmarks.every(Number.isFinite) && faceSize(landmarks) > 0;
  return isInside && isKnown && box.width >= LEAST_SIDE && box.height >= LEAST_SIDE;
}

/** Pixels between the outer eye corners: the yardstick of everything that depends on size. */
export function faceSize(landmarks: Float32Array): number {
  const [ax, ay, bx, by] = [landmarks[72], landmarks[73], landmarks[90], landmarks[91]] as [
    number,
    number,
    number,
    number,
  ];
  return Math.hypot(bx - ax, by - ay);
}

/** Luma (Rec. 601) of the pixel, the frame's edge repeated around it. */
export function lumaAt({ data, width, height }: Frame, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x), 0), width - 1);
  const row = Math.min(Math.max(Math.floor(y), 0), height - 1);
  const i = 3 * (row * width + column);
  return 0.299 * (data[i] as number) + 0.587 * (data[i + 1] as number) + 0.114 * (data[i + 2] as number);
}

/** Luma of a region whose sides are whole pixels, row by row, the frame's edge repeated around it. */
export function lumaPatch(frame: Frame, { x, y, width, height }: Region): Float32Array {
  const patch = new Float32Array(width * height);
  for (let i = 0; i < patch.length; i++) patch[i] = lumaAt(frame, x + (i % width), y + Math.floor(i / width));
  return patch;
}
