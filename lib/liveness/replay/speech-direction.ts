import type { Audio } from '@/lib/media/audio';
import { filterbank, MEL_BINS } from '@/lib/voice/filterbank';
import { DIRECTION_WEIGHTS } from './direction-weights';

/** Mel bins from and to: from the first formant to the hiss of an s; at the end all of them. */
const BANDS: readonly (readonly [number, number])[] = [
  [4, 16],
  [16, 30],
  [30, 46],
  [46, 64],
  [64, 78],
  [4, 78],
];
/** Frames of 10 ms over which a rise is measured: from a plosive to a syllable. */
const LAGS = [1, 3, 6, 12];
/** What lies below this share of all frames is the noise of the room, and half a unit above it. */
const QUIET = 0.1;
const MARGIN = 0.5;

/**
 * How skewed the rises and falls of the log energy are, in each band over each lag; the same numbers with the other sign for the same
 * sound backwards. Speech begins suddenly (plosives open, voices set in) and dies away, and rooms ring on.
 */
export function riseSkewness(audio: Audio): Float64Array {
  const { data, frames } = filterbank(audio);
  const skewness = BANDS.map(([from, to]) => {
    const energy = Float64Array.from({ length: frames }, (_, frame) => {
      let sum = 0;
      for (let bin = from; bin < to; bin++) sum += data[frame * MEL_BINS + bin] as number;
      return sum / (to - from);
    });
    const quiet = (energy.toSorted()[Math.floor(QUIET * frames)] ?? 0) + MARGIN;
    const heard = energy.map((value) => Math.max(value, quiet));
    return LAGS.map((lag) => skewnessOfChanges(heard, lag));
  });
  return Float64Array.from(skewness.flat());
}

/** The third moment about zero over the second: about zero, so that time backwards changes nothing but the sign. */
function skewnessOfChanges(energy: Float64Array, lag: number): number {
  let [squares, cubes] = [0, 0];
  for (let t = lag; t < energy.length; t++) {
    const change = (energy[t] as number) - (energy[t - lag] as number);
    squares += change ** 2;
    cubes += change ** 3;
  }
  const count = energy.length - lag;
  return squares > 0 ? cubes / count / (squares / count) ** 1.5 : 0;
}

/**
 * Whether time runs forwards in a recording of speech: above zero where it does, below where it is played backwards, in nats; 0 for
 * silence. Logistic regression on `riseSkewness`.
 */
export function speechDirection(audio: Audio): number {
  return riseSkewness(audio).reduce((sum, value, i) => sum + value * (DIRECTION_WEIGHTS[i] ?? 0), 0);
}

/** About half a percent of the honest recordings that the weights were fitted on are below: docs/evaluation.md. */
const BACKWARDS_BELOW = -0.5;

/** Whether a `speechDirection` is that of speech played backwards: nobody speaks like this. */
export function runsBackwards(direction: number): boolean {
  return direction < BACKWARDS_BELOW;
}
