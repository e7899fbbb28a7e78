import { eyeCornerDistance } from '@/lib/face/landmarks';
import { solveLinear } from '@/lib/math/linear-system';

/** Degrees of freedom of a homography whose last entry is 1. */
const UNKNOWNS = 8;
/**
 * Movement of the landmarks between two frames, over the face's size, after the best similarity transform: with less than this
 * nothing has turned, and noise of the landmarks looks like a face: 1.5 pixels of it at a size of 96 make 0.03.
 */
const LEAST_TURN = 0.045;

/**
 * How badly the movement of the landmarks from one frame to another is explained by a flat thing that moves: the root mean square
 * residual of the best homography over that of the best similarity transform, in [0, 1]. Pictures on paper or on a screen
 * move as planes (Hartley & Zisserman, Multiple View Geometry, 2nd ed., chapter 13), heads that turn do not. Undefined
 * where the face did not turn enough to tell.
 */
export function planeResidual(from: Float32Array, to: Float32Array): number | undefined {
  const [a, b] = [normalised(from), normalised(to)];
  const scale = eyeCornerDistance(to);
  const unit = b.scale * scale;
  const turned = similarityResidual(a.points, b.points) / unit;
  if (!(turned >= LEAST_TURN)) return undefined;
  const flat = homographyResidual(a.points, b.points);
  // A point that goes to infinity makes it no plane; infinity less infinity is no number.
  return flat === undefined || Number.isNaN(flat) ? undefined : Math.min(1, flat / unit / turned);
}

/** Points around their mean, scaled so that they lie at distance 1 on average; what a pixel is then. */
function normalised(landmarks: Float32Array): { points: Float64Array; scale: number } {
  const count = landmarks.length / 2;
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += (landmarks[2 * i] as number) / count;
    y += (landmarks[2 * i + 1] as number) / count;
  }
  let far = 0;
  for (let i = 0; i < count; i++)
    far += Math.hypot((landmarks[2 * i] as number) - x, (landmarks[2 * i + 1] as number) - y) / count;
  const scale = 1 / Math.max(far, Number.MIN_VALUE);
  return { points: Float64Array.from(landmarks, (value, i) => (value - (i % 2 === 0 ? x : y)) * scale), scale };
}

/** Root mean square distance after the best rotation, scaling and shift; the points are centred. */
function similarityResidual(a: Float64Array, b: Float64Array): number {
  let along = 0;
  let across = 0;
  let size = 0;
  for (let i = 0; i < a.length; i += 2) {
    const [ax, ay, bx, by] = [a[i], a[i + 1], b[i], b[i + 1]] as [number, number, number, number];
    along += ax * bx + ay * by;
    across += ax * by - ay * bx;
    size += ax * ax + ay * ay;
  }
  const [cosine, sine] = [along / size, across / size];
  return rms(a, b, (x, y) => [cosine * x - sine * y, sine * x + cosine * y]);
}

/** The same after the best homography (direct linear transform, normal equations). Undefined for points on one line. */
function homographyResidual(a: Float64Array, b: Float64Array): number | undefined {
  const matrix = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));
  for (let i = 0; i < a.length; i += 2) {
    const x = a[i] as number;
    const y = a[i + 1] as number;
    const u = b[i] as number;
    const v = b[i + 1] as number;
    addEquation(matrix, [x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    addEquation(matrix, [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  const h = solveLinear(matrix);
  if (!h) return undefined;
  const [a1, a2, a3, b1, b2, b3, c1, c2] = h as [number, number, number, number, number, number, number, number];
  return rms(a, b, (x, y) => {
    const depth = c1 * x + c2 * y + 1;
    return [(a1 * x + a2 * y + a3) / depth, (b1 * x + b2 * y + b3) / depth];
  });
}

/** Adds coefficients, with the right side at their end, to the normal equations. */
function addEquation(matrix: readonly Float64Array[], equation: readonly number[]): void {
  for (let i = 0; i < matrix.length; i++) {
    const row = matrix[i] as Float64Array;
    const left = equation[i] as number;
    if (left === 0) continue;
    for (let j = 0; j < equation.length; j++) row[j] = (row[j] as number) + left * (equation[j] as number);
  }
}

function rms(a: Float64Array, b: Float64Array, map: (x: number, y: number) => readonly [number, number]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) {
    const [x, y] = map(a[i] as number, a[i + 1] as number);
    sum += (x - (b[i] as number)) ** 2 + (y - (b[i + 1] as number)) ** 2;
  }
  return Math.sqrt(sum / (a.length / 2));
}
