import type { Box } from './model';

/** The part of a frame that the detector looks at, and the side in pixels of the square it is fitted into. */
export interface SearchArea {
  region: Box;
  side: number;
}

/** How far around a face it is looked for in the next frame, in sides of its box. */
const REACH = 1.75;

/** The detector halves its input six times. */
const SIDE_STEP = 64;

/** Side of the detector's input that face-api uses. */
const FULL_SIDE = 512;

/** The whole frame. */
export function wholeFrame(width: number, height: number): SearchArea {
  return { region: { x: 0, y: 0, width, height }, side: FULL_SIDE };
}

/**
 * The surroundings of a face that was found in the frame before, at the scale at which the whole frame would be looked
 * at, so that the detector sees the same picture and only less of it; the whole frame for a face that fills it.
 */
export function surroundings(face: Box, width: number, height: number): SearchArea {
  const scale = FULL_SIDE / Math.max(width, height);
  const reach = REACH * Math.max(face.width, face.height);
  const side = Math.ceil((reach * scale) / SIDE_STEP) * SIDE_STEP;
  if (side >= FULL_SIDE) return wholeFrame(width, height);
  const length = Math.round(side / scale);
  const place = (middle: number, whole: number): number =>
    Math.round(Math.min(Math.max(middle - length / 2, 0), Math.max(0, whole - length)));
  return {
    region: {
      x: place(face.x + face.width / 2, width),
      y: place(face.y + face.height / 2, height),
      width: Math.min(length, width),
      height: Math.min(length, height),
    },
    side,
  };
}
