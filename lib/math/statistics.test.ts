import { describe, expect, it } from 'vitest';
import { clamp, lowerQuantile, mean, meanAndDeviation, median, quantile } from './statistics';

describe('mean and deviation', () => {
  it('are those of the values themselves', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
  });
});

describe('the median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %f', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a quantile', () => {
  it.each([
    [0, 1, 1],
    [0.24, 1, 1],
    [0.25, 2, 1],
    [0.5, 3, 2],
    [1, 9, 9],
  ])('at %f lies between %d and %d', (share, upper, lower) => {
    const values = Float32Array.of(9, 2, 1, 3);
    expect(quantile(values, share)).toBe(upper);
    expect(lowerQuantile(values, share)).toBe(lower);
    expect([...values]).toEqual([9, 2, 1, 3]);
  });

  it('of nothing is an error', () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => lowerQuantile([], 0.5)).toThrow(RangeError);
  });
});

describe('a clamped number', () => {
  it.each([
    [-3, -1],
    [0.5, 0.5],
    [7, 1],
    [Number.NaN, Number.NaN],
  ])('%d becomes %d', (value, expected) => {
    expect(clamp(value, -1, 1)).toBe(expected);
  });
});
