import { descriptorCrop } from './align';
import type { Frame } from './frame';
import { eyeCornerDistance } from './landmarks';
import type { DetectedFace } from './model';
import { greyPatch } from './patch';

/** What is wrong with a picture of a face, in the order in which it helps to put it right. */
export const FACE_ISSUES = [
  'no_face',
  'many_faces',
  'face_too_small',
  'too_dark',
  'too_bright',
  'too_blurred',
] as const;

export type FaceIssue = (typeof FACE_ISSUES)[number];

/** What a capture is for: a template has to serve for years, a log-in only once. */
export type Purpose = 'enrolment' | 'login';

/**
 * Pixels between the outer eye corners. Below 80 the embedding network's 150-pixel input is filled by enlarging; of
 * 64 public photographs (960 pixels wide, DeepFace's unit tests), enrolment refuses five as too small, all of them half-
 * or full-length pictures. 2026-11-21.
 */
const MIN_EYE_CORNER_DISTANCE = { enrolment: 80, login: 60 } as const;

/**
 * Sharpness. Seven of those photographs, scaled to 90 pixels between the eye corners, have 234-705 as taken; 15-36 after
 * a Gaussian blur of 2 pixels, which moves the embedding by a cosine distance of 0.013; 10-13 after one of 3 pixels,
 * which moves it by 0.03, half of the distance at which people are told apart. 2026-11-21.
 */
const MIN_SHARPNESS = { enrolment: 25, login: 15 } as const;

/**
 * Mean luma of the face, of 255. Those photographs lie between 86 and 188. Exposed down to 35, the embedding has moved
 * by less than 0.01, but below 25 the detector misses faces; exposed up to 210, highlights are lost and the embedding
 * has moved by 0.03 and more. 2026-11-21.
 */
const MIN_BRIGHTNESS = 35;
const MAX_BRIGHTNESS = 205;

/** A bystander is ignored when the face in front is at least this many times as wide. */
const DOMINANCE = 2;

/** The patch that light and sharpness are measured on has this many values a side: about one each pixel of a small face. */
const PATCH_SIDE = 128;

/** Sharpness is measured as if the face had this mean luma, so that a dark picture is not called blurred. */
const REFERENCE_LUMA = 128;

export interface FaceQuality {
  /** Pixels between the outer corners of the eyes. */
  eyeCornerDistance: number;
  /** Mean luma of the face, in [0, 255]. */
  brightness: number;
  /** Variance of the Laplacian of the face at a luma of 128 and 128 x 128 pixels. */
  sharpness: number;
}

/** The one face a frame is about, or why there is none: two faces count as many unless one is far larger. */
export function dominantFace(faces: readonly DetectedFace[]): DetectedFace | 'no_face' | 'many_faces' {
  const [largest, second] = [...faces].sort((a, b) => b.box.width - a.box.width);
  if (!largest) return 'no_face';
  return second && largest.box.width < DOMINANCE * second.box.width ? 'many_faces' : largest;
}

/** Whether a frame in which no face was found is so dark that none could have been. */
export function isDark(frame: Frame): boolean {
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  return mean(greyPatch(frame, whole, 16)) < MIN_BRIGHTNESS;
}

/** Size, light and sharpness of a face. Throws a RangeError for landmarks outside the frame. */
export function measureFace(frame: Frame, face: DetectedFace): FaceQuality {
  const crop = descriptorCrop(face, frame.width, frame.height);
  const patch = greyPatch(frame, crop, PATCH_SIDE);
  const brightness = mean(patch);
  return {
    eyeCornerDistance: eyeCornerDistance(face.landmarks),
    brightness,
    sharpness: laplacianVariance(patch, PATCH_SIDE) * (REFERENCE_LUMA / Math.max(brightness, 1)) ** 2,
  };
}

/** What keeps a face from being used; nothing when it may be. */
export function faceIssues(quality: FaceQuality, purpose: Purpose): FaceIssue[] {
  const issues: FaceIssue[] = [];
  if (quality.eyeCornerDistance < MIN_EYE_CORNER_DISTANCE[purpose]) issues.push('face_too_small');
  if (quality.brightness < MIN_BRIGHTNESS) issues.push('too_dark');
  if (quality.brightness > MAX_BRIGHTNESS) issues.push('too_bright');
  if (quality.sharpness < MIN_SHARPNESS[purpose]) issues.push('too_blurred');
  return issues;
}

/**
 * One number in (0, 1] to weigh and to rank frames of one burst by: it grows with certainty, size and sharpness, and
 * saturates where more of them no longer moves the embedding (150 pixels fill the network's input).
 */
export function qualityScore(face: DetectedFace, quality: FaceQuality): number {
  const size = Math.min(1, quality.eyeCornerDistance / 90);
  const sharpness = quality.sharpness / (quality.sharpness + MIN_SHARPNESS.enrolment);
  return face.score * size * sharpness;
}

/**
 * Variance of the 4-neighbour Laplacian inside a square of values.
 * Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000.
 */
export function laplacianVariance(values: Float32Array, side: number): number {
  const at = (row: number, column: number): number => values[row * side + column] as number;
  let sum = 0;
  let squares = 0;
  for (let row = 1; row < side - 1; row++) {
    for (let column = 1; column < side - 1; column++) {
      const neighbours = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1);
      const laplacian = neighbours - 4 * at(row, column);
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = (side - 2) ** 2;
  return squares / count - (sum / count) ** 2;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
