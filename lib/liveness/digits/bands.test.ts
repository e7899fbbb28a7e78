import { describe, expect, it } from 'vitest';
import { BANDS, loudness } from './bands';

/** A row in which the first `count` bands are at one level, and all others at another. */
const row = (count: number, level: number, others: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: BANDS }, (_, band) => (band < count ? level : others));
const loudnessOf = (data: Float32Array<ArrayBuffer>): number => loudness({ data, rows: 1 })[0] as number;

describe('loudness', () => {
  it('is the level of bands that are all alike', () => {
    expect(loudnessOf(row(BANDS, -20, 0))).toBeCloseTo(-20, 4);
  });

  it('rises by as many decibels as all bands', () => {
    expect(loudnessOf(row(5, 30, 10)) - loudnessOf(row(5, 18, -2))).toBeCloseTo(12, 4);
  });

  it('hardly goes by bands that are empty', () => {
    expect(loudnessOf(row(10, 0, -40)) - loudnessOf(row(10, 0, -80))).toBeLessThan(1);
  });
});
