import { expect, it } from 'vitest';
import { evenlySpaced, spread, weightedMean } from './burst';

it('chooses frames from the first to the last', () => {
  expect(evenlySpaced(8, 3)).toEqual([0, 4, 7]);
  expect(evenlySpaced(2, 3)).toEqual([0, 1]);
  expect(evenlySpaced(5, 1)).toEqual([2]);
  expect(evenlySpaced(0, 3)).toEqual([]);
});

it('weighs embeddings by quality and returns length 1', () => {
  const mean = weightedMean([Float32Array.of(1, 0), Float32Array.of(0, 1)], [3, 4]);
  expect([...mean]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)]);
});

it('has no mean of embeddings that cancel out', () => {
  expect(() => weightedMean([Float32Array.of(1, 0), Float32Array.of(-1, 0)], [1, 1])).toThrow(RangeError);
});

it('measures the largest distance within a burst, whichever frames it lies between', () => {
  const same = Float32Array.of(1, 0);
  expect(spread([same, same, same])).toBe(0);
  expect(spread([same, Float32Array.of(0, 1), same])).toBe(1);
  expect(spread([same])).toBe(0);
});
