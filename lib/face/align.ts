import type { Box } from '@/lib/math/box';
import type { DetectedFace } from './detected-face';
import { centre, distance, meanPoint, PARTS, type Point, point } from './landmarks';
import { MEAN_FACE } from './mean-face';

/** Eye-to-mouth distance as a share of the crop's side, and where the eyes' and mouth's centre lies in it. */
const EYE_TO_MOUTH = 0.45;
const CENTRE_X = 0.5;
const CENTRE_Y = 0.43;

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
  middle: Point;
  /** Pixels of the frame. */
  side: number;
  /** How far the square leans clockwise in the picture, in radians. */
  roll: number;
}

/** What dlib leaves around the mean face on each side, in sides of it; the network was trained with it. */
const PADDING = 0.25;

/**
 * The square that the embedding network looks at: the mean face, moved, turned and scaled to fit the landmarks best, with padding. The
 * least-squares similarity of Umeyama, "Least-squares estimation of transformation parameters between two point patterns", IEEE PAMI 1991.
 *
 * Against a square placed by eyes and mouth alone, as `descriptorCrop` does, turned, it lowers the FNMR at a FMR of 0.1 % from 4.9 to 4.3 %
 * (LFW, both with the mirror image; docs/evaluation.md, "Alignment"). 2026-11-21.
 */
export function uprightSquare(landmarks: Float32Array): UprightSquare {
  const places = MEAN_FACE.map(([, x, y]): Point => ({ x, y }));
  const points = MEAN_FACE.map(([index]) => point(landmarks, index));
  const [from, to] = [meanPoint(places), meanPoint(points)];
  let [along, across, size] = [0, 0, 0];
  for (const [index, place] of places.entries()) {
    const seen = points[index] as Point;
    const [u, v, x, y] = [place.x - from.x, place.y - from.y, seen.x - to.x, seen.y - to.y];
    along += u * x + v * y;
    across += u * y - v * x;
    size += u * u + v * v;
  }
  const [cos, sin] = [along / size, across / size];
  const [right, down] = [0.5 - from.x, 0.5 - from.y];
  return {
    middle: { x: to.x + cos * right - sin * down, y: to.y + sin * right + cos * down },
    side: Math.hypot(cos, sin) * (1 + 2 * PADDING),
    roll: Math.atan2(sin, cos),
  };
}

/**
 * How far landmarks lie from the mean face that fits them best, as the root of the mean square, in sides of it: what is no face, or turned far
 * away, does not fit. NaN where all landmarks are in one place.
 */
export function uprightMisfit(landmarks: Float32Array): number {
  const { middle, side, roll } = uprightSquare(landmarks);
  const scale = side / (1 + 2 * PADDING);
  const [cos, sin] = [scale * Math.cos(roll), scale * Math.sin(roll)];
  let squares = 0;
  for (const [index, x, y] of MEAN_FACE) {
    const [u, v] = [x - 0.5, y - 0.5];
    const seen = point(landmarks, index);
    squares += (seen.x - middle.x - cos * u + sin * v) ** 2 + (seen.y - middle.y - sin * u - cos * v) ** 2;
  }
  return Math.sqrt(squares / MEAN_FACE.length) / scale;
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
