import type { SpectralPeaks } from './spectral-peaks';

/** Steps of 1/48 octave that a replay may lie higher or lower: 12 %. */
export const MOST_TRANSPOSITION = 8;
/** Steps that a peak may lie beside where it should. */
export const PITCH_TOLERANCE = 1;

/** Pairs of a peak of one recording and one of another at about the same pitch, each a hint of how they lie on each other. */
export interface PeakPairs {
  count: number;
  /** Of the first recording, in frames. */
  timesA: Float32Array;
  timesB: Float32Array;
  /** Steps that the second peak lies higher. */
  transpositions: Int8Array;
  /** Which peaks they are. */
  peaksA: Uint16Array;
  peaksB: Uint16Array;
}

/** All pairs whose pitches differ by as much as a replay's may. */
export function peakPairs(a: SpectralPeaks, b: SpectralPeaks): PeakPairs {
  const reach = MOST_TRANSPOSITION + PITCH_TOLERANCE;
  // Where in b the peaks that are high enough begin, for each pitch; pitches rise.
  const begins = new Uint16Array(256 + 2 * reach + 2);
  for (const pitch of b.pitches) begins[pitch + reach + 1] = (begins[pitch + reach + 1] as number) + 1;
  for (let i = 1; i < begins.length; i++) begins[i] = (begins[i] as number) + (begins[i - 1] as number);
  const first = (pitch: number): number => begins[pitch] as number;
  const past = (pitch: number): number => begins[pitch + 2 * reach + 1] as number;

  const size = a.pitches.reduce((sum, pitch) => sum + past(pitch) - first(pitch), 0);
  const pairs: PeakPairs = {
    count: size,
    timesA: new Float32Array(size),
    timesB: new Float32Array(size),
    transpositions: new Int8Array(size),
    peaksA: new Uint16Array(size),
    peaksB: new Uint16Array(size),
  };
  let at = 0;
  for (let i = 0; i < a.pitches.length; i++) {
    const pitch = a.pitches[i] as number;
    for (let j = first(pitch); j < past(pitch); j++, at++) {
      pairs.timesA[at] = a.times[i] as number;
      pairs.timesB[at] = b.times[j] as number;
      pairs.transpositions[at] = (b.pitches[j] as number) - pitch;
      pairs.peaksA[at] = i;
      pairs.peaksB[at] = j;
    }
  }
  return pairs;
}
