import { decimateByTwo } from '@/lib/math/decimate-by-two';
import { powerSpectrumOf } from '@/lib/math/fourier';
import type { Audio } from '@/lib/media/audio';

/** What a recording is known again by: its spectral peaks, in order of rising pitch and then time. */
export interface SpectralPeaks {
  /** In frames of 16 ms. */
  times: Uint16Array;
  /** In steps of 1/48 octave above 200 Hz. */
  pitches: Uint8Array;
  /** Frames of the recording. */
  frames: number;
}

/** Longest that is looked at, in seconds: log-in records five. */
const MOST_SECONDS = 10;
/** Hertz: half of the recording's. What is looked at ends at 3.4 kHz, because a telephone leaves no more. */
const RATE = 8_000;
/** 16 ms, an eighth of what a syllable takes; the window of 64 ms tells the partials of a low voice apart. */
const SHIFT = 128;
/** 64 ms, in samples. */
const TRANSFORM_SIZE = 512;
const powerSpectrum = powerSpectrumOf(TRANSFORM_SIZE);
/** Frames of the longest. */
export const MOST_FRAMES = (RATE * MOST_SECONDS) / SHIFT;
const BINS = TRANSFORM_SIZE / 2;
const BIN_WIDTH = RATE / TRANSFORM_SIZE;
const LOWEST_BIN = Math.ceil(265 / BIN_WIDTH);
const HIGHEST_BIN = Math.floor(3400 / BIN_WIDTH);

const STEPS_PER_OCTAVE = 48;
const PITCH_ZERO = 200;

/** Bins and frames each way in which a peak is the highest: half the partials of a low voice, and a plosive. */
const REACH = 3;
/** Bins and frames each way that a peak's height is measured against. */
const SURROUNDINGS = 12;
/** Frames so many decibels below the loudest are silence. */
const DYNAMIC_RANGE = 40;
/** Half a second, which has at most so many peaks: evenly spread, they survive cutting, and loud sounds do not take all. */
const BLOCK = 31;
const PEAKS_PER_BLOCK = 14;
/** Keeps the logarithm of digital silence finite. */
const POWER_FLOOR = 1e-9;

const HANN = Float64Array.from(
  { length: TRANSFORM_SIZE },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / TRANSFORM_SIZE),
);

interface Peak {
  time: number;
  pitch: number;
  /** Decibels over the surroundings. */
  height: number;
}

/**
 * The most prominent peaks of the spectrogram between 265 and 3,400 Hz, at most 28 a second (Wang, An industrial-strength audio
 * search algorithm, ISMIR 2003). Pitch is on a logarithmic scale, so that another speed moves all peaks alike (Sonnleitner & Widmer,
 * IEEE/ACM TASLP 24(3), 2016). The mean spectrum is taken away first: a hum or a microphone's colour is no peak. Of the
 * first ten seconds; none for silence.
 */
export function spectralPeaks(audio: Audio): SpectralPeaks {
  const { decibels, levels, frames } = spectrogram(audio.subarray(0, 2 * RATE * MOST_SECONDS));
  const loudest = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const heightAt = heightOver(decibels, frames);
  const kept: Peak[] = [];
  let block: Peak[] = [];
  for (let time = 0; time < frames; time++) {
    if ((levels[time] as number) > Math.max(loudest - DYNAMIC_RANGE, 10 * Math.log10(2 * POWER_FLOOR * BINS))) {
      for (let bin = LOWEST_BIN; bin < HIGHEST_BIN; bin++) {
        if (!isHighest(decibels, frames, time, bin)) continue;
        block.push({ time, pitch: pitchOf(decibels, time, bin), height: heightAt(time, bin) });
      }
    }
    if ((time + 1) % BLOCK !== 0 && time + 1 < frames) continue;
    kept.push(...block.sort((a, b) => b.height - a.height).slice(0, PEAKS_PER_BLOCK));
    block = [];
  }
  kept.sort((a, b) => a.pitch - b.pitch || a.time - b.time);
  return {
    times: Uint16Array.from(kept, ({ time }) => time),
    pitches: Uint8Array.from(kept, ({ pitch }) => pitch),
    frames,
  };
}

/** Decibels, frame by frame, less the mean of each bin; and the level of each frame in the band, in decibels. */
function spectrogram(audio: Audio): { decibels: Float32Array; levels: Float64Array; frames: number } {
  const samples = decimateByTwo(audio, (0.94 * RATE) / 2 / (2 * RATE));
  const frames = Math.max(0, 1 + Math.floor((samples.length - TRANSFORM_SIZE) / SHIFT));
  const decibels = new Float32Array(frames * BINS);
  const levels = new Float64Array(frames);
  const means = new Float64Array(BINS);
  const windowed = new Float64Array(TRANSFORM_SIZE);
  const power = new Float64Array(BINS);
  for (let frame = 0; frame < frames; frame++) {
    for (let i = 0; i < TRANSFORM_SIZE; i++) windowed[i] = (samples[frame * SHIFT + i] as number) * (HANN[i] as number);
    powerSpectrum(windowed, power);
    let level = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const value = 10 * Math.log10((power[bin] as number) + POWER_FLOOR);
      decibels[frame * BINS + bin] = value;
      means[bin] = (means[bin] as number) + value / frames;
      if (bin >= LOWEST_BIN && bin < HIGHEST_BIN) level += (power[bin] as number) + POWER_FLOOR;
    }
    levels[frame] = 10 * Math.log10(level);
  }
  for (let i = 0; i < decibels.length; i++) decibels[i] = (decibels[i] as number) - (means[i % BINS] as number);
  return { decibels, levels, frames };
}

function isHighest(decibels: Float32Array, frames: number, time: number, bin: number): boolean {
  const value = decibels[time * BINS + bin] as number;
  const last = Math.min(frames - 1, time + REACH);
  for (let t = Math.max(0, time - REACH); t <= last; t++) {
    for (let b = bin - REACH; b <= bin + REACH; b++) if ((decibels[t * BINS + b] as number) > value) return false;
  }
  return true;
}

/** Between the bins: the top of the parabola through three of them. */
function pitchOf(decibels: Float32Array, time: number, bin: number): number {
  const at = time * BINS + bin;
  const below = decibels[at - 1] as number;
  const above = decibels[at + 1] as number;
  const bend = below - 2 * (decibels[at] as number) + above;
  const offset = bend < 0 ? (below - above) / (2 * bend) : 0;
  return Math.round(STEPS_PER_OCTAVE * Math.log2(((bin + offset) * BIN_WIDTH) / PITCH_ZERO));
}

/** Tells how far a value stands above the mean of its surroundings, through sums over all rectangles from the origin. */
function heightOver(decibels: Float32Array, frames: number): (time: number, bin: number) => number {
  const width = BINS + 1;
  const sums = new Float64Array((frames + 1) * width);
  for (let t = 0; t < frames; t++) {
    let row = 0;
    for (let b = 0; b < BINS; b++) {
      row += decibels[t * BINS + b] as number;
      sums[(t + 1) * width + b + 1] = (sums[t * width + b + 1] as number) + row;
    }
  }
  const sumAt = (t: number, b: number): number => sums[t * width + b] as number;
  return (time, bin) => {
    const from = Math.max(0, time - SURROUNDINGS);
    const to = Math.min(frames, time + SURROUNDINGS + 1);
    const low = Math.max(0, bin - SURROUNDINGS);
    const high = Math.min(BINS, bin + SURROUNDINGS + 1);
    const sum = sumAt(to, high) - sumAt(from, high) - sumAt(to, low) + sumAt(from, low);
    return (decibels[time * BINS + bin] as number) - sum / ((to - from) * (high - low));
  };
}
