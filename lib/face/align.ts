import type { Box } from '@/lib/math/box';
import type { DetectedFace } from './detected-face';
import { centre, distance, PARTS, type Point } from './landmarks';

/** Eye-to-mouth distance as a share of the crop's side, and where the eyes' and mouth's centre lies in it. */
const EYE_TO_MOUTH = 0.45;
export const CENTRE_X = 0.5;
export const CENTRE_Y = 0.43;

/**
 * The whole pixels of a box that lie in a frame of the given size.
 * Ported from face-api's `Box.clipAtImageBorders` (MIT).
 */
export function clipToFrame(box: Box, width: number, height: number): Box {
  const x = Math.max(box.x, 0);
  const y = Math.max(box.y, 0);
  return {
    x: Math.floor(x),
    y: Math.floor(y),
    width: Math.floor(Math.min(box.x + box.width - x, width - x)),
    height: Math.floor(Math.min(box.y + box.height - y, height - y)),
  };
}

/** A square that may be turned and may reach past the frame's edges. */
export interface UprightSquare {
  /** The point of the frame that lies at the share (`CENTRE_X`, `CENTRE_Y`) of the square. */
  anchor: Point;
  /** Pixels of the frame. */
  side: number;
  /** How far the square leans clockwise in the picture, in radians. */
  roll: number;
}

/**
 * The square that the embedding network looks at: as `descriptorCrop` places it, and turned so that the eyes lie level.
 *
 * Not turned, as face-api has it, a head that leans by 20 degrees moves its embedding by a cosine distance of 0.038, more
 * than the median of two photographs of one person (0.030); turned, by 0.0025. On 300 labelled pairs (DeepFace's unit-test
 * photographs) turning also separates people better: d' 5.66 instead of 5.37. 2026-11-21.
 */
export function uprightSquare(landmarks: Float32Array): UprightSquare {
  const left = centre(landmarks, PARTS.leftEye);
  const right = centre(landmarks, PARTS.rightEye);
  const mouth = centre(landmarks, PARTS.mouth);
  return {
    anchor: { x: (left.x + right.x + mouth.x) / 3, y: (left.y + right.y + mouth.y) / 3 },
    side: (distance(mouth, left) + distance(mouth, right)) / 2 / EYE_TO_MOUTH,
    roll: Math.atan2(right.y - left.y, right.x - left.x),
  };
}

/**
 * The square of the frame that face-api's embedding network looks at, in whole pixels: scale and position are normalised,
 * roll is not. Throws a RangeError when the landmarks lie outside the frame.
 *
 * Ported from face-api's `FaceLandmarks.align` with dlib alignment (MIT); also its limit of a crop that touches the
 * left or upper edge to the size of the detected box.
 */
export function descriptorCrop(face: Pick<DetectedFace, 'box' | 'landmarks'>, width: number, height: number): Box {
  const eyes = [centre(face.landmarks, PARTS.leftEye), centre(face.landmarks, PARTS.rightEye)] as const;
  const mouth = centre(face.landmarks, PARTS.mouth);
  const eyeToMouth = (distance(mouth, eyes[0]) + distance(mouth, eyes[1])) / 2;
  const side = Math.floor(eyeToMouth / EYE_TO_MOUTH);
  const x = Math.floor(Math.max(0, (eyes[0].x + eyes[1].x + mouth.x) / 3 - CENTRE_X * side));
  const y = Math.floor(Math.max(0, (eyes[0].y + eyes[1].y + mouth.y) / 3 - CENTRE_Y * side));

  const detected = clipToFrame(face.box, width, height);
  const square = { x, y, width: Math.min(side, detected.width + x), height: Math.min(side, detected.height + y) };
  const crop = clipToFrame(square, width, height);
  if (!(crop.width > 0 && crop.height > 0)) throw new RangeError('a face outside the frame');
  return crop;
}
