import { describe, expect, it } from 'vitest';
import { tailThreshold } from '@/lib/decision/operating-point';
import { gaussian, seededRandom } from '@/lib/math/random';
import { fitTail } from './tail';

const drawn = (count: number, draw: (random: () => number) => number): Float64Array => {
  const random = seededRandom(7);
  return Float64Array.from({ length: count }, () => draw(random));
};

describe('a tail', () => {
  it('recovers an exponential distribution', () => {
    const { shape, scale } = fitTail(
      drawn(200_000, (random) => -2 * Math.log(1 - random())),
      0.01,
    );
    expect(shape).toBeLessThan(0.1);
    expect(Math.abs(scale - 2)).toBeLessThan(0.25);
  });

  it('recovers a heavy tail', () => {
    // Pareto with an index of 4: a shape of 1/4.
    const { shape } = fitTail(
      drawn(400_000, (random) => (1 - random()) ** -0.25),
      0.01,
    );
    expect(Math.abs(shape - 0.25)).toBeLessThan(0.06);
  });

  it('of a bounded distribution is exponential, and errs on the strict side', () => {
    const tail = fitTail(drawn(50_000, (random) => random()));
    expect(tail.shape).toBe(0);
    expect(tailThreshold(1e-5, tail)).toBeGreaterThan(1);
  });

  it('of a normal distribution predicts rarer scores than it saw, from above', () => {
    const threshold = tailThreshold(1e-5, fitTail(drawn(100_000, gaussian)));
    // The quantile of the normal distribution is 4.265.
    expect(threshold).toBeGreaterThan(4.265);
    expect(threshold).toBeLessThan(5);
  });

  it.each([
    ['too few', new Float64Array(100)],
    ['no spread', new Float64Array(50_000)],
    ['no numbers', new Float64Array(50_000).fill(Number.NaN)],
  ])('is not fitted to %s', (_, scores) => {
    expect(() => fitTail(scores)).toThrow(RangeError);
  });
});
