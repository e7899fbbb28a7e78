import type { Audio } from '@/lib/media/audio';
import { type Features, FRAME_SHIFT, MEL_BINS } from './filterbank';

/** 16 kHz to 4 kHz: pitch and its first harmonics are all that is asked for. */
const DECIMATION = 4;
/** 40 ms at 4 kHz: three periods of the lowest voice. */
const WINDOW = 160;
/** Lags of 400 Hz and of 70 Hz at 4 kHz: the pitch range of speaking adults and children. */
const SHORTEST_LAG = 10;
const LONGEST_LAG = 57;
/** Half the reach of window and lag before the centre of a 25 ms frame, in samples at 4 kHz. */
const LEAD = (WINDOW + LONGEST_LAG - 100) >> 1;

/** Every fourth sample of the running mean over four: a low-pass good enough for pitch. */
export function decimate(audio: Audio): Float32Array {
  const out = new Float32Array(Math.floor(audio.length / DECIMATION));
  for (let i = 0; i < out.length; i++) {
    const from = i * DECIMATION;
    let sum = 0;
    for (let j = from; j < from + DECIMATION; j++) sum += audio[j] as number;
    out[i] = sum / DECIMATION;
  }
  return out;
}

/**
 * Periodicity in the pitch range around a frame: the highest normalised autocorrelation, in [0, 1].
 * Voiced speech is above 0.6 in most of its frames, white noise never. `slow` comes from `decimate`.
 */
export function periodicity(slow: Float32Array, frame: number): number {
  const start = Math.max(0, (frame * FRAME_SHIFT) / DECIMATION - LEAD);
  if (start + WINDOW + LONGEST_LAG > slow.length) return 0;
  const energyHere = energy(slow, start);
  let highest = 0;
  let energyThere = energy(slow, start + SHORTEST_LAG);
  for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
    let product = 0;
    for (let i = start; i < start + WINDOW; i++) product += (slow[i] as number) * (slow[i + lag] as number);
    const correlation = product / Math.sqrt(energyHere * energyThere);
    if (correlation > highest) highest = correlation;
    energyThere += (slow[start + lag + WINDOW] as number) ** 2 - (slow[start + lag] as number) ** 2;
  }
  return Math.min(1, highest);
}

function energy(slow: Float32Array, start: number): number {
  let sum = 0;
  for (let i = start; i < start + WINDOW; i++) sum += (slow[i] as number) ** 2;
  return sum;
}

const LOUDEST_BINS = 6;
/** The loudest so far, the softest of them first. */
const loudest = new Float64Array(LOUDEST_BINS);

/**
 * The share of a frame's power in its six loudest mel bins. A pure tone has all of it there (1.000); of 30 speakers'
 * speech frames at most 6 % exceed 0.95.
 */
export function concentration(features: Features, frame: number): number {
  const { data } = features;
  loudest.fill(0);
  let total = 0;
  for (let bin = frame * MEL_BINS; bin < (frame + 1) * MEL_BINS; bin++) {
    const power = Math.exp(data[bin] as number);
    total += power;
    if (power <= (loudest[0] as number)) continue;
    let at = 1;
    for (; at < LOUDEST_BINS && power > (loudest[at] as number); at++) loudest[at - 1] = loudest[at] as number;
    loudest[at - 1] = power;
  }
  let sum = 0;
  for (let i = 0; i < LOUDEST_BINS; i++) sum += loudest[i] as number;
  return sum / total;
}
