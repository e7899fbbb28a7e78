import type { Box } from '@/lib/math/box';
import { mean, meanAndDeviation } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { descriptorCrop } from './align';
import type { DetectedFace } from './detected-face';
import { eyeCornerDistance } from './landmarks';
import { greyPatch } from './patch';
import { type HeadPose, headPose } from './pose';
import {
  MAX_BRIGHTNESS,
  MAX_HIGHLIGHTS,
  MAX_TURN,
  MIN_BRIGHTNESS,
  MIN_CONTRAST,
  MIN_EYE_CORNER_DISTANCE,
  MIN_MARGIN,
  MIN_SHARPNESS,
  type Purpose,
} from './quality-limits';

/** What is wrong with a picture of a face, in the order in which it helps to put it right. */
export const FACE_ISSUES = [
  'no_face',
  'many_faces',
  'face_too_small',
  'face_cut_off',
  'face_turned',
  'too_dark',
  'too_bright',
  'low_contrast',
  'too_blurred',
] as const;

export type FaceIssue = (typeof FACE_ISSUES)[number];

/** The patch that light and sharpness are measured on has this many values a side: about one each pixel of a small face. */
const PATCH_SIDE = 128;

/** Luma from which on a pixel holds no detail any more. */
const BLOWN_OUT = 250;

/** Sharpness is measured as if the face had this mean luma, so that a dark picture is not called blurred. */
const REFERENCE_LUMA = 128;

export interface FaceQuality {
  /** Pixels between the outer corners of the eyes. */
  eyeCornerDistance: number;
  /** Mean luma of the face, in [0, 255]. */
  brightness: number;
  /** Share of the face that is blown out, in [0, 1]. */
  highlights: number;
  /** Standard deviation of the luma of the face. */
  contrast: number;
  /** Variance of the Laplacian of the face at a luma of 128 and 128 x 128 pixels; it falls with contrast, too. */
  sharpness: number;
  pose: HeadPose;
  /** Distance from the face's box to the nearest edge of the frame, in widths of the box; negative past the edge. */
  margin: number;
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
  const { mean: brightness, deviation: contrast } = meanAndDeviation(patch);
  return {
    eyeCornerDistance: eyeCornerDistance(face.landmarks),
    brightness,
    highlights: patch.filter((value) => value >= BLOWN_OUT).length / patch.length,
    contrast,
    sharpness: laplacianVariance(patch, PATCH_SIDE) * (REFERENCE_LUMA / Math.max(brightness, 1)) ** 2,
    pose: headPose(face.landmarks),
    margin: marginOf(face.box, frame),
  };
}

/** What keeps a face from being used; nothing when it may be. */
export function faceIssues(quality: FaceQuality, purpose: Purpose): FaceIssue[] {
  const issues: FaceIssue[] = [];
  if (quality.eyeCornerDistance < MIN_EYE_CORNER_DISTANCE[purpose]) issues.push('face_too_small');
  if (quality.margin < MIN_MARGIN[purpose]) issues.push('face_cut_off');
  if (isTurned(quality.pose, purpose)) issues.push('face_turned');
  if (quality.brightness < MIN_BRIGHTNESS) issues.push('too_dark');
  if (quality.brightness > MAX_BRIGHTNESS || quality.highlights > MAX_HIGHLIGHTS) issues.push('too_bright');
  if (quality.contrast < MIN_CONTRAST) issues.push('low_contrast');
  if (quality.sharpness < MIN_SHARPNESS[purpose]) issues.push('too_blurred');
  return issues;
}

function isTurned(pose: HeadPose, purpose: Purpose): boolean {
  const most = MAX_TURN[purpose];
  return Math.abs(pose.yaw) > most.yaw || Math.abs(pose.pitch) > most.pitch || Math.abs(pose.roll) > most.roll;
}

function marginOf({ x, y, width, height }: Box, frame: Frame): number {
  return Math.min(x, y, frame.width - x - width, frame.height - y - height) / width;
}

/**
 * One number in (0, 1] to weigh and to rank frames of one burst by: it grows with certainty, size and sharpness, saturates
 * where more of them no longer moves the embedding (150 pixels fill the network's input), and falls as the head turns away.
 */
export function qualityScore(face: DetectedFace, quality: FaceQuality): number {
  const size = Math.min(1, quality.eyeCornerDistance / 90);
  const sharpness = quality.sharpness / (quality.sharpness + MIN_SHARPNESS.enrolment);
  const facing = Math.max(
    0.1,
    Math.cos((quality.pose.yaw * Math.PI) / 180) * Math.cos((quality.pose.pitch * Math.PI) / 180),
  );
  return face.score * size * sharpness * facing;
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
