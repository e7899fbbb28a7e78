import { describe, expect, it } from 'vitest';
import { cosineDistance, cosineSimilarity, dot, l2Normalise, meanEmbedding, norm } from './vector';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);

describe('vector maths', () => {
  it('gives distance 0 for one direction, 1 for a right angle, 2 for opposites', () => {
    expect(cosineDistance(vector(1, 2), vector(2, 4))).toBeCloseTo(0, 6);
    expect(cosineDistance(vector(1, 0), vector(0, 3))).toBeCloseTo(1, 6);
    expect(cosineDistance(vector(1, 0), vector(-2, 0))).toBeCloseTo(2, 6);
  });

  it('normalises to length 1', () => {
    expect(norm(l2Normalise(vector(3, 4)))).toBeCloseTo(1, 6);
  });

  it('averages directions', () => {
    expect([...meanEmbedding([vector(1, 0), vector(0, 1)])]).toEqual([
      expect.closeTo(Math.SQRT1_2, 6),
      expect.closeTo(Math.SQRT1_2, 6),
    ]);
  });

  it.each([
    ['lengths differ', () => dot(vector(1), vector(1, 2))],
    ['a vector is zero', () => cosineSimilarity(vector(0, 0), vector(1, 2))],
    ['a vector is not finite', () => cosineDistance(vector(Number.NaN, 0), vector(1, 2))],
    ['a zero vector is to be normalised', () => l2Normalise(vector(0, 0))],
    ['there is nothing to average', () => meanEmbedding([])],
    ['embeddings cancel out', () => meanEmbedding([vector(1, 0), vector(-1, 0)])],
    ['embeddings to average differ in length', () => meanEmbedding([vector(1, 0), vector(1)])],
  ])('refuses when %s', (_, compute) => {
    expect(compute).toThrow(RangeError);
  });
});
