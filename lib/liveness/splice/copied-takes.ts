import { decimateByTwo } from '@/lib/math/decimate-by-two';
import type { Audio } from '@/lib/media/audio';

/** Seconds of sound that is looked for again, twice in each second. */
const PIECE = 0.25;
/** Hertz. */
const RATE = 2_000;
const PIECE_SAMPLES = PIECE * RATE;
/** What each halving of the rate keeps, as a share of it. */
const BAND = 0.225;
/** Longest recording that is looked at, in seconds. */
const MOST_SECONDS = 10;
/** Pieces whose power is less than this share of the loudest are no speech. */
const QUIET = 0.05;
/** Every so manyth place is looked at first; voices are alike over half a millisecond. */
const COARSE = 2;
const WORTH_A_CLOSER_LOOK = 0.5;

/**
 * How alike two pieces of a quarter of a second are at most, at different places of one recording: the highest correlation of their
 * waveforms below 900 Hz, in [-1, 1]. The same word said again has another pitch and other times; a copy has the same waveform under any
 * noise.
 */
export function copiedTakes(audio: Audio): number {
  const first = audio.subarray(0, 8 * RATE * MOST_SECONDS);
  const slow = decimateByTwo(decimateByTwo(decimateByTwo(first, BAND), BAND), BAND);
  const energies = runningEnergies(slow);
  const starts = Array.from({ length: Math.floor(slow.length / PIECE_SAMPLES) }, (_, i) => i * PIECE_SAMPLES);
  const loudest = starts.reduce((most, at) => Math.max(most, energyAt(energies, at)), 0);
  let best = 0;
  for (const start of starts) {
    if (energyAt(energies, start) <= QUIET * loudest) continue;
    best = Math.max(best, bestMatch(slow, energies, start, QUIET * loudest));
  }
  return Number.isFinite(best) ? best : 0;
}

/** The best of all later places that do not overlap the piece. */
function bestMatch(samples: Float32Array, energies: Float64Array, start: number, quiet: number): number {
  let best = 0;
  for (let at = start + PIECE_SAMPLES; at + PIECE_SAMPLES <= samples.length; at += COARSE) {
    if (energyAt(energies, at) <= quiet) continue;
    const found = correlation(samples, energies, start, at);
    if (found < Math.max(best, WORTH_A_CLOSER_LOOK)) {
      best = Math.max(best, found);
      continue;
    }
    for (const near of [at - 1, at, at + 1])
      if (near + PIECE_SAMPLES <= samples.length) best = Math.max(best, correlation(samples, energies, start, near));
  }
  return best;
}

function correlation(samples: Float32Array, energies: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < PIECE_SAMPLES; i++) sum += (samples[a + i] as number) * (samples[b + i] as number);
  return sum / Math.sqrt(energyAt(energies, a) * energyAt(energies, b));
}

function runningEnergies(samples: Float32Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = (sums[i] as number) + (samples[i] as number) ** 2;
  return sums;
}

const energyAt = (sums: Float64Array, at: number): number =>
  (sums[at + PIECE_SAMPLES] as number) - (sums[at] as number);
