import { mean, meanAndDeviation } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { descriptorCrop } from './align';
import { eyeCornerDistance } from './landmarks';
import type { Box, DetectedFace } from './model';
import { greyPatch } from './patch';
import { type HeadPose, headPose } from './pose';

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

/**
 * What a capture is for: a template has to serve for years, a log-in only once; pictures that a service compares were taken
 * before, so that nobody can be asked to come closer.
 */
export type Purpose = 'enrolment' | 'login' | 'comparison';

/**
 * The limits below were held against 62 photographs (DeepFace's unit tests, 960 pixels wide), each made worse step by step:
 * `npm run evaluate -- quality`, docs/face-quality.md, 2026-11-21. "Moved" is the cosine distance to the clean photograph; two
 * photographs of one person are 0.027 apart in the median. A miss falls short of log-in's floor against a clean photograph.
 */

/**
 * Pixels between the outer eye corners. Log-in's and enrolment's are conventions, and ask for more than errors do: reduced
 * cleanly, embeddings move by 0.002 at 40 to 50 and by 0.006 at 25 to 40 without a miss; below 25 by 0.020. Cameras add noise
 * to small faces that reduced photographs lack, and below 80 the network's input of 150 pixels is filled by enlarging.
 */
const MIN_EYE_CORNER_DISTANCE = { enrolment: 80, login: 60, comparison: 40 } as const;

/**
 * Sharpness. From 25 on embeddings move by less than 0.016 (95 %) without a miss; between 15 and 25 by 0.014 (median), half of
 * what lies between two photographs of one person, with 2 misses of 61; below 8 more than half are missed. That log-in ends at
 * 15 and not at 8 is a convention: from 8 to 15 there are 2 misses of 97, but every score is lower.
 */
const MIN_SHARPNESS = { enrolment: 25, login: 15, comparison: 15 } as const;

/**
 * Mean luma of the face, of 255. The photographs lie between 86 and 188. From 25 to 35 4 % are missed, from 15 to 25 half,
 * as the detector finds no face in 69 of 124. The upper limit is a convention: what spoils a bright face is not its mean, but what is blown out, and is limited below.
 */
const MIN_BRIGHTNESS = 35;
const MAX_BRIGHTNESS = 205;

/**
 * Share of a face that may be blown out. The photographs have 0.19 and less. Up to 0.35 the embedding moves by at most 0.025 (95 %),
 * with 1 miss of 205; from 0.35 to 0.5 by 0.024 (median; 95 %: 0.053), beyond that a fifth and more are missed.
 */
const MAX_HIGHLIGHTS = 0.35;

/**
 * Standard deviation of the face's luma, of 255. The photographs have 35 to 76. Greyed to between 12 and 15, the detector loses
 * 40 % of the faces and 37 % are missed; to between 15 and 20 both are 7 %, from 20 on none.
 */
const MIN_CONTRAST = 15;

/**
 * Degrees that a head may be turned. Yaw and pitch are conventions: the photographs end at 25 in both, with no miss. Between two
 * of one person the embedding moves by 0.024 (median) when their yaw differs by less than 8 and by 0.039 from 16 on, so that
 * enrolment, which asks for a little left and right, stops short of log-in. Roll is turned back before the embedding: no miss up to
 * 50; from there on landmarks come off and measure too little.
 */
const MAX_TURN = {
  enrolment: { yaw: 35, pitch: 25, roll: 30 },
  login: { yaw: 45, pitch: 35, roll: 40 },
  comparison: { yaw: 45, pitch: 35, roll: 40 },
} as const;

/**
 * Least distance from the face's box to the edge of the frame, in widths of the box. Cut off below by up to a twentieth the
 * embedding moves by 0.011 (median; 95 %: 0.026), by up to a tenth by 0.016 (0.037), by more 7 of 21 are missed.
 */
const MIN_MARGIN = { enrolment: 0, login: -0.05, comparison: -0.05 } as const;

/** A bystander is ignored when the face in front is at least this many times as wide. */
const DOMINANCE = 2;

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
