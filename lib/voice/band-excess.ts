import { quantile } from '@/lib/math/statistics';
import { type Features, MEL_BINS } from './filterbank';

const BINS_PER_BAND = 4;
/** Bands of one frame. */
export const BANDS = MEL_BINS / BINS_PER_BAND;
/** Decibels in one natural logarithm of power. */
const DECIBELS = 10 / Math.LN10;
/** Frames averaged to each side: 50 ms in all, less than a short vowel. */
export const REACH = 2;
/** The share of frames that hold noise alone in any recording with pauses between words. */
export const FLOOR_SHARE = 0.1;
/** Log energy of a bin below which a frame is digital silence (-96 dBFS noise), not the room. */
const DIGITAL_SILENCE = 0;

/**
 * How far each frame stands above the recording's own noise, in decibels: per band the smoothed log energy less its
 * 10th percentile over time, never below zero, averaged over 20 bands. Stationary noise of any colour scores below
 * 2.3 dB. After the long-term spectral divergence of Ramirez et al., Speech Communication 42 (2004).
 */
export function bandExcess(features: Features): Float32Array {
  const bands = smoothedBands(features);
  const { frames } = features;
  const excess = new Float32Array(frames);
  const heard = framesWithSound(features);
  const column = new Float32Array(heard.length);
  for (let band = 0; band < BANDS; band++) {
    heard.forEach((frame, i) => {
      column[i] = bands[frame * BANDS + band] as number;
    });
    const floor = column.length > 0 ? quantile(column, FLOOR_SHARE) : 0;
    for (let frame = 0; frame < frames; frame++) {
      const above = (bands[frame * BANDS + band] as number) - floor;
      if (above > 0) excess[frame] = (excess[frame] as number) + above / BANDS;
    }
  }
  return excess;
}

/** Zeros before a microphone opens would pull the noise floor down to nothing. */
function framesWithSound({ data, frames }: Features): Uint32Array {
  const heard = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => isHeard(data, frame));
  return Uint32Array.from(heard);
}

/** Whether a frame of a filterbank holds any sound: digital silence says nothing about the room. */
export function isHeard(data: Float32Array, frame: number): boolean {
  let sum = 0;
  for (let bin = 0; bin < MEL_BINS; bin++) sum += data[frame * MEL_BINS + bin] as number;
  return sum / MEL_BINS > DIGITAL_SILENCE;
}

function smoothedBands({ data, frames }: Features): Float32Array {
  const smooth = new Float32Array(frames * BANDS);
  for (let frame = 0; frame < frames; frame++) smoothBands(data, frame, frames, smooth, frame * BANDS);
  return smooth;
}

/**
 * Writes the band levels around a frame, in decibels, into `out[at..at + BANDS]`: of a filterbank with `frames` rows the
 * mean over the `REACH` frames to each side.
 */
export function smoothBands(data: Float32Array, frame: number, frames: number, out: Float32Array, at: number): void {
  const first = Math.max(0, frame - REACH);
  const last = Math.min(frames - 1, frame + REACH);
  const scale = DECIBELS / (BINS_PER_BAND * (last - first + 1));
  for (let band = 0; band < BANDS; band++) {
    let sum = 0;
    for (let near = first; near <= last; near++) {
      const from = near * MEL_BINS + band * BINS_PER_BAND;
      for (let bin = from; bin < from + BINS_PER_BAND; bin++) sum += data[bin] as number;
    }
    out[at + band] = sum * scale;
  }
}
