import { decimateByTwo } from '@/lib/math/decimate-by-two';
import { kaiserBeta, kaiserHalfWidth, windowedSinc } from '@/lib/math/kaiser';

/** Lowest and highest sample rate that is resampled, in hertz: telephone to studio. */
const MIN_RATE = 8_000;
const MAX_RATE = 96_000;

/** Stop-band rejection the filter is designed for, in dB: ten better than the 60 that are promised. */
const REJECTION = 70;

/** The band that the filter leaves untouched, as a part of what both rates can hold; the rest of it is roll-off. */
const PASS_BAND = 0.9;

/** What rates must be a multiple of, in hertz: all usual ones are, and no filter needs more than 640 phases. */
const RATE_STEP = 25;

const TARGET_RATE = 16_000;

/** The rate from which on halving it first is cheaper than one long filter, in hertz. */
const HALVED_FROM = 40_000;

/** Outputs computed at once; see `convolve`. */
const GROUP = 4;

/** Filters kept, of at most a megabyte each: more than there are usual rates. */
const MAX_FILTERS = 16;

interface PolyphaseFilter {
  /** Taps of all phases, one phase after the other. */
  taps: Float64Array;
  tapsPerPhase: number;
  /** Input samples before the current one that a phase reaches back. */
  reach: number;
  /** Output and input steps of the reduced ratio: output `n` lies at input `n * down / up`. */
  up: number;
  down: number;
}

const filters = new Map<number, PolyphaseFilter>();

/** Whether `resample` takes this rate: 8 to 96 kHz, in steps of 25 Hz. */
export function canResample(rate: number): boolean {
  return rate >= MIN_RATE && rate <= MAX_RATE && rate % RATE_STEP === 0;
}

/**
 * Mono samples at `rate` hertz as `ceil(length * 16000 / rate)` samples at 16 kHz, aligned in time with the input.
 *
 * A windowed-sinc polyphase filter with a Kaiser window (Kaiser 1974; Oppenheim and Schafer, Discrete-Time Signal
 * Processing, 7.6): images and aliases lie more than 60 dB down, the pass band ends at 90 % of what both rates can hold.
 * Outside the input there is silence. Throws a RangeError for a rate that `canResample` does not take.
 */
export function resample(input: Float32Array, rate: number): Float32Array {
  if (!canResample(rate)) throw new RangeError(`a sample rate of ${rate} Hz`);
  if (rate === TARGET_RATE) return input.slice();

  const length = Math.ceil((input.length * TARGET_RATE) / rate);
  if (rate >= HALVED_FROM && rate % 2 === 0) {
    return resample(decimateByTwo(input, TARGET_RATE / 2 / rate), rate / 2).subarray(0, length);
  }

  const filter = filterFor(rate);
  const { tapsPerPhase, reach, up, down } = filter;
  // Silence on both sides, and room for the last group of outputs, keep the inner loop free of bounds.
  const padded = new Float64Array(input.length + 2 * tapsPerPhase + GROUP * down);
  padded.set(input, reach);
  const output = new Float32Array(length + GROUP * up);
  for (let first = 0; first < up; first++) {
    const offset = ((first * down) % up) * tapsPerPhase;
    let position = Math.floor((first * down) / up);
    for (let n = first; n < length; n += GROUP * up) {
      convolve(padded, position, filter, offset, output, n);
      position += GROUP * down;
    }
  }
  return output.subarray(0, length);
}

/** Four outputs of one phase at once: each tap is loaded once for all, and no sum waits for another. */
function convolve(
  samples: Float64Array,
  start: number,
  { taps, tapsPerPhase, up, down }: PolyphaseFilter,
  offset: number,
  output: Float32Array,
  n: number,
): void {
  const second = start + down;
  const third = second + down;
  const fourth = third + down;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let k = 0; k < tapsPerPhase; k++) {
    const tap = taps[offset + k] as number;
    a += tap * (samples[start + k] as number);
    b += tap * (samples[second + k] as number);
    c += tap * (samples[third + k] as number);
    d += tap * (samples[fourth + k] as number);
  }
  output[n] = a;
  output[n + up] = b;
  output[n + 2 * up] = c;
  output[n + 3 * up] = d;
}

function filterFor(rate: number): PolyphaseFilter {
  const known = filters.get(rate);
  if (known) return known;
  // Whoever sends recordings of ever new rates does not fill the memory.
  if (filters.size === MAX_FILTERS) filters.clear();
  const filter = designFilter(rate);
  filters.set(rate, filter);
  return filter;
}

function designFilter(rate: number): PolyphaseFilter {
  const divisor = greatestCommonDivisor(rate, TARGET_RATE);
  const up = TARGET_RATE / divisor;
  const down = rate / divisor;

  // In units of the input rate.
  const stopBand = Math.min(rate, TARGET_RATE) / 2 / rate;
  const transition = stopBand * (1 - PASS_BAND);
  const cutoff = stopBand - transition / 2;
  const beta = kaiserBeta(REJECTION);
  const halfWidth = kaiserHalfWidth(REJECTION, transition);

  const reach = Math.floor(halfWidth);
  const tapsPerPhase = 2 * reach + 2;
  const taps = new Float64Array(up * tapsPerPhase);
  for (let phase = 0; phase < up; phase++) {
    const phaseTaps = taps.subarray(phase * tapsPerPhase, (phase + 1) * tapsPerPhase);
    for (let k = 0; k < tapsPerPhase; k++) {
      phaseTaps[k] = windowedSinc(k - reach - phase / up, cutoff, halfWidth, beta);
    }
    // Every phase passes a constant unchanged, so that no phase is louder than its neighbours.
    const sum = phaseTaps.reduce((total, tap) => total + tap, 0);
    phaseTaps.set(phaseTaps.map((tap) => tap / sum));
  }
  return { taps, tapsPerPhase, reach, up, down };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
