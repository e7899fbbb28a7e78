import { clamp } from '@/lib/math/statistics';
import { point } from './landmarks';

/** How a head is turned, in degrees; all 0 for one that looks into the camera upright. */
export interface HeadPose {
  /** Positive when the face looks to the right side of the picture. */
  yaw: number;
  /** Positive when the face looks up. */
  pitch: number;
  /** Positive when the head leans clockwise in the picture. */
  roll: number;
}

type Vector = readonly [number, number, number];

/**
 * A generic head: landmark index and its place in space (x right, y down, z away from the camera; any unit). The six-point
 * anthropometric model in common use for pose from 2-D landmarks: nose tip, chin, outer eye corners, mouth corners.
 */
const HEAD: readonly [landmark: number, place: Vector][] = [
  [30, [0, 0, 0]],
  [8, [0, 330, 65]],
  [36, [-225, -170, 135]],
  [45, [225, -170, 135]],
  [48, [-150, 150, 125]],
  [54, [150, 150, 125]],
];

/**
 * Pitch that the generic head gives for a person who looks into the camera: the median of 64 photographs (DeepFace's
 * unit-test photographs, with face-api's landmarks). 2026-11-21.
 */
const PITCH_OF_A_LEVEL_HEAD = -10;

/** The head's points around their mean, and the inverse of the sum of their outer products. */
const CENTRED = centred(HEAD.map(([, place]) => place));
const INVERSE = inverse(outerSum(CENTRED));

/**
 * The pose from 68 landmarks: how the generic head must be turned so that its shadow fits them best. Scaled orthographic
 * projection, least squares: DeMenthon & Davis, "Model-based object pose in 25 lines of code", 1995, first iteration.
 * A face so small that its points coincide has pose 0.
 */
export function headPose(landmarks: Float32Array): HeadPose {
  const points = HEAD.map(([index]) => point(landmarks, index));
  const right = unit(project(points.map(({ x }) => x)));
  const fittedDown = project(points.map(({ y }) => y));
  if (!right) return { yaw: 0, pitch: 0, roll: 0 };
  const overlap = dot(fittedDown, right);
  const down = unit(fittedDown.map((value, axis) => value - overlap * (right[axis] as number)) as unknown as Vector);
  if (!down) return { yaw: 0, pitch: 0, roll: 0 };
  const away = cross(right, down);
  return {
    yaw: degrees(Math.atan2(away[0], away[2])),
    pitch: degrees(-Math.asin(clamp(away[1], -1, 1))) - PITCH_OF_A_LEVEL_HEAD,
    roll: degrees(Math.atan2(-right[1], down[1])),
  };
}

/** The row of the projection that gives these coordinates of the head's points, up to scale. */
function project(coordinates: readonly number[]): Vector {
  const mean = coordinates.reduce((sum, value) => sum + value, 0) / coordinates.length;
  const moments: [number, number, number] = [0, 0, 0];
  coordinates.forEach((value, index) => {
    const place = CENTRED[index] as Vector;
    for (const axis of [0, 1, 2] as const) moments[axis] += (value - mean) * place[axis];
  });
  return INVERSE.map((row) => dot(row, moments)) as unknown as Vector;
}

function centred(places: readonly Vector[]): Vector[] {
  const mean = [0, 1, 2].map((axis) => places.reduce((sum, place) => sum + (place[axis] as number), 0) / places.length);
  return places.map((place) => place.map((value, axis) => value - (mean[axis] as number)) as unknown as Vector);
}

type Matrix = readonly [Vector, Vector, Vector];

function outerSum(places: readonly Vector[]): Matrix {
  const sum = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    places.reduce((total, place) => total + place[row] * place[column], 0);
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => sum(row as 0, column as 0))) as unknown as Matrix;
}

/** By cofactors: the rows of the inverse of a symmetric matrix are the cross products of its rows over the determinant. */
function inverse([a, b, c]: Matrix): Matrix {
  const determinant = dot(a, cross(b, c));
  return [cross(b, c), cross(c, a), cross(a, b)].map((row) =>
    row.map((value) => value / determinant),
  ) as unknown as Matrix;
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Vector): Vector | undefined {
  const length = Math.sqrt(dot(a, a));
  return length > 1e-9 ? [a[0] / length, a[1] / length, a[2] / length] : undefined;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
