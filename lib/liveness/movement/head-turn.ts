import { centre, distance, PARTS, type Point, point } from '@/lib/face/landmarks';

/** A side as the person means it: their own left hand is on the left. */
export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/**
 * How a face is turned, in eye distances (between the middles of the eyes); positive towards the person's own **left**. The picture
 * is the camera's, not mirrored: who turns to their left looks to the right side of it.
 */
export interface HeadTurn {
  /** The tip of the nose from the middle of the eyes, along the line through the eyes. */
  displacement: number;
  /**
   * The tip of the nose from the line through its root and the middle of the mouth. These three lie on one line, from wherever they are
   * seen, on a picture that is flat, or bent or folded about any upright line; on a head the tip stands before the line.
   */
  profile: number;
}

const LANDMARK_VALUES = 136;
const NOSE_ROOT = 27;
const NOSE_TIP = 30;
/** Pixels: of smaller faces nothing is said. */
const LEAST_EYE_DISTANCE = 8;

/** Undefined for what are not the 68 landmarks of a face with eyes apart. */
export function headTurn(landmarks: Float32Array): HeadTurn | undefined {
  if (landmarks.length !== LANDMARK_VALUES || !landmarks.every(Number.isFinite)) return undefined;
  const [from, to] = [centre(landmarks, PARTS.leftEye), centre(landmarks, PARTS.rightEye)];
  const eyes = distance(from, to);
  const [root, tip, mouth] = [point(landmarks, NOSE_ROOT), point(landmarks, NOSE_TIP), centre(landmarks, PARTS.mouth)];
  const down = distance(root, mouth);
  if (!(eyes >= LEAST_EYE_DISTANCE && down >= LEAST_EYE_DISTANCE / 2)) return undefined;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const along = less(to, from);
  return {
    displacement: dot(less(tip, middle), along) / eyes ** 2,
    profile: cross(less(tip, root), less(mouth, root)) / down / eyes,
  };
}

const less = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y;
const cross = (a: Point, b: Point): number => a.x * b.y - a.y * b.x;
