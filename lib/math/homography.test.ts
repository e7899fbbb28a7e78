import { describe, expect, it } from 'vitest';
import { bestHomography, mappingResidual, normalisedPoints } from './homography';

const SQUARE = Array.from({ length: 25 }, (_, i) => [(i % 5) * 10, Math.floor(i / 5) * 10]).flat();

/** Points seen on a plane that leans away. */
const leaning = (points: readonly number[], bump = 0): number[] =>
  Array.from({ length: points.length / 2 }, (_, i) => {
    const [x, y] = [points[2 * i] as number, points[2 * i + 1] as number];
    const depth = 1 + 0.01 * x + 0.004 * y;
    return [(x + (i === 12 ? bump : 0)) / depth, (2 * y + 0.3 * x) / depth];
  }).flat();

function residual(to: readonly number[]): number {
  const [a, b] = [normalisedPoints(SQUARE), normalisedPoints(to)];
  const map = bestHomography(a.points, b.points);
  return map ? mappingResidual(a.points, b.points, map) / b.scale : Number.NaN;
}

describe('the best homography', () => {
  it('leaves nothing of a plane seen from elsewhere', () => {
    expect(residual(leaning(SQUARE))).toBeLessThan(1e-6);
  });

  it('leaves what stands before the plane', () => {
    expect(residual(leaning(SQUARE, 5))).toBeGreaterThan(0.3);
  });

  it('is none for points on one line', () => {
    const line = normalisedPoints(SQUARE.map((_, i) => Math.floor(i / 2))).points;
    expect(bestHomography(line, line)).toBeUndefined();
  });
});
