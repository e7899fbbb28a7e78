import { powerSpectrumOf } from '@/lib/math/fourier';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** Mel bins of one frame. */
export const MEL_BINS = 80;
/** 25 ms at 16 kHz. */
export const FRAME_LENGTH = 400;
/** 10 ms at 16 kHz. */
export const FRAME_SHIFT = 160;

/** `frames` rows of `MEL_BINS` values, row by row. */
export interface Features {
  data: Float32Array<ArrayBuffer>;
  frames: number;
}

/** Full frames in so many samples: Kaldi's `snip_edges`, no padding at the ends. */
export function frameCount(samples: number): number {
  return samples < FRAME_LENGTH ? 0 : 1 + Math.floor((samples - FRAME_LENGTH) / FRAME_SHIFT);
}

/** Kaldi works on 16-bit integers. */
const SAMPLE_SCALE = 32_768;
const PRE_EMPHASIS = 0.97;
/** Points of the transform: the frame, zero-padded to the next power of two. The Nyquist bin carries no mel weight. */
const TRANSFORM_SIZE = 512;
/** Kaldi's default lower edge, in hertz; the upper edge is the Nyquist frequency. */
const LOWEST_FREQUENCY = 20;
/** Kaldi floors energies at the epsilon of float32 before the logarithm. */
const ENERGY_FLOOR = 2 ** -23;

const HAMMING = Float64Array.from(
  { length: FRAME_LENGTH },
  (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (FRAME_LENGTH - 1)),
);

const mel = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

/** The triangular filters without their zeros: filter `m` weighs power bins `first[m]` to `first[m] + length[m]`. */
function sparseMelBanks(): { first: Uint16Array; offset: Uint16Array; weights: Float64Array } {
  const lowest = mel(LOWEST_FREQUENCY);
  const step = (mel(SAMPLE_RATE / 2) - lowest) / (MEL_BINS + 1);
  const first = new Uint16Array(MEL_BINS);
  const offset = new Uint16Array(MEL_BINS + 1);
  const weights: number[] = [];
  for (let m = 0; m < MEL_BINS; m++) {
    const left = lowest + m * step;
    for (let bin = 0; bin < TRANSFORM_SIZE / 2; bin++) {
      const position = (mel((bin * SAMPLE_RATE) / TRANSFORM_SIZE) - left) / step;
      const weight = Math.min(position, 2 - position);
      if (weight <= 0) continue;
      if (weights.length === offset[m]) first[m] = bin;
      weights.push(weight);
    }
    offset[m + 1] = weights.length;
  }
  return { first, offset, weights: Float64Array.from(weights) };
}

const BANKS = sparseMelBanks();
const powerSpectrum = powerSpectrumOf(TRANSFORM_SIZE);
const padded = new Float64Array(TRANSFORM_SIZE);
const power = new Float64Array(TRANSFORM_SIZE / 2);

/**
 * Writes the log-mel energies (natural logarithm) of the frame that begins at sample `start` into
 * `out[at..at + MEL_BINS]`. The caller sees to it that `start + FRAME_LENGTH <= audio.length`. Allocates nothing.
 */
export function filterbankFrame(audio: Audio, start: number, out: Float32Array, at: number): void {
  let sum = 0;
  for (let i = 0; i < FRAME_LENGTH; i++) sum += audio[start + i] as number;
  const mean = sum / FRAME_LENGTH;
  let previous = ((audio[start] as number) - mean) * SAMPLE_SCALE;
  for (let i = 0; i < FRAME_LENGTH; i++) {
    const value = ((audio[start + i] as number) - mean) * SAMPLE_SCALE;
    padded[i] = (value - PRE_EMPHASIS * previous) * (HAMMING[i] as number);
    previous = value;
  }
  powerSpectrum(padded, power);
  const { first, offset, weights } = BANKS;
  for (let m = 0; m < MEL_BINS; m++) {
    const from = offset[m] as number;
    const to = offset[m + 1] as number;
    const shift = (first[m] as number) - from;
    let energy = 0;
    for (let w = from; w < to; w++) energy += (weights[w] as number) * (power[w + shift] as number);
    out[at + m] = Math.log(Math.max(energy, ENERGY_FLOOR));
  }
}

/**
 * Kaldi log-mel filterbank: 80 bins, 25 ms / 10 ms, DC removed per frame, pre-emphasis 0.97, Hamming window,
 * 512-point FFT, no dither. Equal to `torchaudio.compliance.kaldi.fbank` within 1e-3 (`golden/`).
 * Audio shorter than one frame has zero frames.
 */
export function filterbank(audio: Audio): Features {
  const frames = frameCount(audio.length);
  const data = new Float32Array(frames * MEL_BINS);
  for (let frame = 0; frame < frames; frame++) filterbankFrame(audio, frame * FRAME_SHIFT, data, frame * MEL_BINS);
  return { data, frames };
}

/**
 * A copy with the mean over time of every bin taken away: removes the colour of microphone and room. Written over what
 * `normalised` held.
 */
export function meanNormalise(features: Features, normalised = new Float32Array(features.data.length)): Features {
  const { data, frames } = features;
  for (let bin = 0; bin < MEL_BINS; bin++) {
    let sum = 0;
    for (let i = bin; i < data.length; i += MEL_BINS) sum += data[i] as number;
    const mean = sum / frames;
    for (let i = bin; i < data.length; i += MEL_BINS) normalised[i] = (data[i] as number) - mean;
  }
  return { data: normalised, frames };
}
