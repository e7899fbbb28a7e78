import { BANDS, FLOOR_SHARE } from './band-excess';

/** Width of a bin in decibels: a tenth of the least excess that speech must show. */
const BIN = 0.25;
/** Decibels. The filterbank's floor lies at -69, a full-scale square wave at 110. */
const LOWEST = -80;
const HIGHEST = 120;
const BINS = (HIGHEST - LOWEST) / BIN;

/** Band levels of one frame as bins, `BANDS` of them. */
export type Levels = Uint16Array;

/** The noise floor of a window of frames that come and go: per band a histogram of levels. */
export interface NoiseFloor {
  add(levels: Levels): void;
  remove(levels: Levels): void;
  /** The 10th percentile of every band, as `bandExcess` takes it, in bins. */
  floors(): Levels;
}

/** Rounds band levels in decibels into bins. */
export function toLevels(bands: Float32Array, levels: Levels): void {
  for (let band = 0; band < BANDS; band++) {
    const bin = Math.round(((bands[band] as number) - LOWEST) / BIN);
    levels[band] = Math.min(BINS - 1, Math.max(0, bin));
  }
}

/** How far a row of `levels` stands above the noise floor, in decibels: the mean of what is above it over the bands. */
export function excessOver(floors: Levels, levels: Levels, row: number): number {
  let sum = 0;
  for (let band = 0; band < BANDS; band++) {
    const above = (levels[row * BANDS + band] as number) - (floors[band] as number);
    if (above > 0) sum += above;
  }
  return (sum * BIN) / BANDS;
}

/** A floor of no frames yet. At most 65,535 frames are in it at a time. */
export function noiseFloor(): NoiseFloor {
  const counts = new Uint16Array(BANDS * BINS);
  let frames = 0;

  function count(levels: Levels, step: 1 | -1): void {
    frames += step;
    for (let band = 0; band < BANDS; band++) {
      const at = band * BINS + (levels[band] as number);
      counts[at] = (counts[at] as number) + step;
    }
  }

  function floorOf(band: number): number {
    const rank = Math.floor(frames * FLOOR_SHARE);
    let below = 0;
    for (let bin = 0; bin < BINS; bin++) {
      below += counts[band * BINS + bin] as number;
      if (below > rank) return bin;
    }
    return 0;
  }

  return {
    add: (levels) => count(levels, 1),
    remove: (levels) => count(levels, -1),
    floors: () => Uint16Array.from({ length: BANDS }, (_, band) => floorOf(band)),
  };
}
