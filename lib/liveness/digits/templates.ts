import { quantile } from '@/lib/math/statistics';
import { type Bands, LOUD, loudness, rowsOf } from './bands';

/** One take of one digit, in decibels relative to the loud speech of its string. */
export interface DigitTemplate {
  digit: number;
  bands: Bands;
}

/** Rows of a take: 60 ms to 1.9 s. */
export const LEAST_ROWS = 3;
export const MOST_ROWS = 96;

/** The same sound with its loud speech at 0 dB. */
export function atLoudness(bands: Bands): Bands {
  if (bands.rows === 0) return bands;
  const loud = quantile(loudness(bands), LOUD);
  return { rows: bands.rows, data: bands.data.map((value) => value - loud) };
}

/** The take in rows `from` to `to`; what is longer than any digit is cut off. */
export function templateOf(bands: Bands, from: number, to: number, digit: number): DigitTemplate {
  return { digit, bands: rowsOf(bands, from, Math.min(to, from + MOST_ROWS)) };
}
