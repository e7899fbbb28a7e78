import { quantile } from '@/lib/math/statistics';
import type { Audio } from '@/lib/media/audio';
import { FRAME_SHIFT, filterbankFrame, frameCount, MEL_BINS } from '@/lib/voice/filterbank';

/** Mel bands of a row. */
export const BANDS = 20;
const BINS_PER_BAND = MEL_BINS / BANDS;
/** Frames of 25 ms, 10 ms apart, of which a row is the mean: a row each 20 ms. */
const FRAMES_PER_ROW = 2;
export const ROW_SECONDS = 0.02;
/** Decibels in one natural logarithm of power. */
export const DECIBELS = 10 / Math.LN10;

/** Sound as `rows` rows of `BANDS` levels in decibels. */
export interface Bands {
  data: Float32Array<ArrayBuffer>;
  rows: number;
}

const frame = new Float32Array(MEL_BINS);

/** Mean levels of 20 mel bands, a row each 20 ms. */
export function bandsOf(audio: Audio): Bands {
  const rows = Math.floor(frameCount(audio.length) / FRAMES_PER_ROW);
  const data = new Float32Array(rows * BANDS);
  const scale = DECIBELS / (BINS_PER_BAND * FRAMES_PER_ROW);
  for (let i = 0; i < rows * FRAMES_PER_ROW; i++) {
    filterbankFrame(audio, i * FRAME_SHIFT, frame, 0);
    const at = Math.floor(i / FRAMES_PER_ROW) * BANDS;
    for (let bin = 0; bin < MEL_BINS; bin++) {
      const band = at + Math.floor(bin / BINS_PER_BAND);
      data[band] = (data[band] as number) + scale * (frame[bin] as number);
    }
  }
  return { data, rows };
}

/** Rows `from` to `to`, a copy. */
export function rowsOf({ data }: Bands, from: number, to: number): Bands {
  return { data: data.slice(from * BANDS, to * BANDS), rows: to - from };
}

/** One after the other. */
export function inOne(parts: readonly Bands[]): Bands {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const data = new Float32Array(rows * BANDS);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, rows };
}

/** Of each share the level of each band that so many of the rows do not exceed. */
export function bandQuantiles({ data, rows }: Bands, shares: readonly number[]): Float32Array[] {
  const quantiles = shares.map(() => new Float32Array(BANDS));
  const column = new Float32Array(rows);
  for (let band = 0; band < BANDS; band++) {
    for (let row = 0; row < rows; row++) column[row] = data[row * BANDS + band] as number;
    column.sort();
    for (const [i, share] of shares.entries())
      (quantiles[i] as Float32Array)[band] = column[Math.min(rows - 1, Math.floor(share * rows))] ?? 0;
  }
  return quantiles;
}

/** Loudness is the power of a band to this (Stevens, Psychological Review 64, 1957). */
const LOUDNESS_EXPONENT = 0.3;

/**
 * The level of each row, in decibels: of the mean loudness of its bands. Unlike the mean level, it goes by the bands that speech rises
 * from noise in, and not by empty ones.
 */
export function loudness({ data, rows }: Bands): Float32Array {
  const scale = LOUDNESS_EXPONENT / DECIBELS;
  const out = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * BANDS; i < (row + 1) * BANDS; i++) sum += Math.exp(scale * (data[i] as number));
    out[row] = Math.log(sum / BANDS) / scale;
  }
  return out;
}

/** Shares of rows below the loudest speech, and below the noise of the room. */
export const LOUD = 0.95;
const QUIET = 0.05;
/** Decibels between the two: less is no speech, more tells nothing more. */
const LEAST_RANGE = 6;
export const MOST_RANGE = 50;

/** Decibels from the noise of the room to loud speech. */
export function loudnessRange(loud: Float32Array): number {
  return loud.length === 0 ? 0 : quantile(loud, LOUD) - quantile(loud, QUIET);
}

/** How loud each row is between the noise of the room, 0, and loud speech, 1, whatever either is. */
export function speechLevels(loud: Float32Array): Float32Array {
  if (loud.length === 0) return loud;
  const peak = quantile(loud, LOUD);
  const range = Math.min(MOST_RANGE, Math.max(LEAST_RANGE, loudnessRange(loud)));
  return loud.map((value) => Math.min(1, Math.max(0, 1 + (value - peak) / range)));
}

/** The level from which on a row counts as speech. */
export const SPEECH = 0.3;
