import { describe, expect, it } from 'vitest';
import { upperQuantile } from './normal';

describe('where a normal distribution has a tail', () => {
  it.each([
    // From tables.
    [0.975, -1.959_963_985],
    [0.841_344_746, -1],
    [0.5, 0],
    [0.158_655_254, 1],
    [0.022_750_132, 2],
    [0.01, 2.326_347_874],
    [0.001, 3.090_232_306],
    [1e-9, 5.997_807_015],
    [1e-15, 7.941_345_326],
    [1e-100, 21.273_453_561],
    [1e-300, 37.047_096_299],
  ])('of %d it begins at %d', (tail, z) => {
    expect(upperQuantile(tail)).toBeCloseTo(z, 8);
  });
});
