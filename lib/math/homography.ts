import { solveLinear } from './linear-system';

/** Where a mapping of the plane sends a point. */
export type PlaneMap = (x: number, y: number) => readonly [number, number];

/** Degrees of freedom of a homography whose last entry is 1. */
const UNKNOWNS = 8;

/** Points around their mean, scaled so that they lie at distance 1 on average; what a pixel is then. x and y interleaved. */
export function normalisedPoints(points: ArrayLike<number>): { points: Float64Array; scale: number } {
  const count = points.length / 2;
  let x = 0;
  let y = 0;
  for (let i = 0; i < count; i++) {
    x += (points[2 * i] as number) / count;
    y += (points[2 * i + 1] as number) / count;
  }
  let far = 0;
  for (let i = 0; i < count; i++)
    far += Math.hypot((points[2 * i] as number) - x, (points[2 * i + 1] as number) - y) / count;
  const scale = 1 / Math.max(far, Number.MIN_VALUE);
  return { points: Float64Array.from(points, (value, i) => (value - (i % 2 === 0 ? x : y)) * scale), scale };
}

/**
 * The homography that sends points (x and y interleaved) nearest to others: direct linear transform by its normal equations; give it
 * normalised points (Hartley & Zisserman, Multiple View Geometry, 2nd ed., chapter 4). Undefined for points on one line.
 */
export function bestHomography(from: Float64Array, to: Float64Array): PlaneMap | undefined {
  const matrix = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));
  for (let i = 0; i < from.length; i += 2) {
    const x = from[i] as number;
    const y = from[i + 1] as number;
    const u = to[i] as number;
    const v = to[i + 1] as number;
    addEquation(matrix, [x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    addEquation(matrix, [0, 0, 0, x, y, 1, -v * x, -v * y, v]);
  }
  const h = solveLinear(matrix);
  if (!h) return undefined;
  const [a1, a2, a3, b1, b2, b3, c1, c2] = h as [number, number, number, number, number, number, number, number];
  return (x, y) => {
    const depth = c1 * x + c2 * y + 1;
    return [(a1 * x + a2 * y + a3) / depth, (b1 * x + b2 * y + b3) / depth];
  };
}

/** Root mean square distance of mapped points from where they should be. */
export function mappingResidual(from: Float64Array, to: Float64Array, map: PlaneMap): number {
  let sum = 0;
  for (let i = 0; i < from.length; i += 2) {
    const [x, y] = map(from[i] as number, from[i + 1] as number);
    sum += (x - (to[i] as number)) ** 2 + (y - (to[i + 1] as number)) ** 2;
  }
  return Math.sqrt(sum / (from.length / 2));
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
