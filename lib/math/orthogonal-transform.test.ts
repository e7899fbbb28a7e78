import { describe, expect, it } from 'vitest';
import { orthogonalTransform } from './orthogonal-transform';
import { gaussian, seededRandom } from './random';
import { cosineSimilarity, l2Normalise } from './vector';

const random = seededRandom(1);
const vector = (size: number): Float32Array => l2Normalise(Float32Array.from({ length: size }, () => gaussian(random)));
const turned = (size: number, seed: number) => {
  const transform = orthogonalTransform(size, seededRandom(seed));
  return (each: Float32Array): Float32Array => Float32Array.from(transform.apply(each));
};

describe('an orthogonal transform', () => {
  it.each([1, 2, 3, 125, 128, 192, 513])(
    'of %i dimensions keeps every cosine within a millionth, in float32',
    (size) => {
      const turn = turned(size, 7);
      for (let i = 0; i < 50; i++) {
        const [a, b] = [vector(size), vector(size)];
        expect(Math.abs(cosineSimilarity(turn(a), turn(b)) - cosineSimilarity(a, b))).toBeLessThan(1e-6);
      }
    },
  );

  it.each([1, 2, 125, 192])('of %i dimensions comes back to the bit where float64 is kept', (size) => {
    const transform = orthogonalTransform(size, seededRandom(3));
    const given = vector(size).map((value) => value * 1000);
    expect(Float32Array.from(transform.invert(transform.apply(given)))).toEqual(given);
  });

  it('is the same for the same numbers, and hides where a vector was for others', () => {
    const given = vector(192);
    expect(turned(192, 5)(given)).toEqual(turned(192, 5)(given));
    const similarities = Array.from({ length: 200 }, (_, i) => cosineSimilarity(turned(192, i)(given), given));
    const spread = Math.sqrt(similarities.reduce((sum, each) => sum + each * each, 0) / 200);
    // As far as between random directions: 1 / sqrt(192) = 0.072.
    expect(spread).toBeGreaterThan(0.06);
    expect(spread).toBeLessThan(0.085);
  });

  it('spreads a single value over all the others', () => {
    const axis = new Float32Array(192);
    axis[0] = 1;
    const largest = Array.from({ length: 50 }, (_, i) => Math.max(...turned(192, i)(axis).map(Math.abs)));
    // Of a random direction of 192 values the largest is some 0.21.
    expect(largest.reduce((sum, each) => sum + each) / 50).toBeLessThan(0.3);
  });

  it('refuses vectors of another length', () => {
    expect(() => orthogonalTransform(3, seededRandom(1)).apply(vector(4))).toThrow(RangeError);
    expect(() => orthogonalTransform(3, seededRandom(1)).invert(vector(2))).toThrow(RangeError);
  });
});
