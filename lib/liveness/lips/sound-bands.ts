import { meanAndDeviation, quantile } from '@/lib/math/statistics';
import { type Features, MEL_BINS } from '@/lib/voice/filterbank';

/** Mel bins from and to: voicing, first formant, second, third (300 to 3,000 Hz between them), hiss. */
const BANDS: readonly (readonly [number, number])[] = [
  [2, 10],
  [10, 22],
  [22, 38],
  [38, 55],
  [55, 78],
];

/** How many bands there are. */
export const BAND_COUNT: number = BANDS.length;

/** Frames on each side that a band is smoothed over, with falling weight: 12 pictures a second see nothing shorter. */
const SMOOTHING = 5;
/** Share of frames below which a band holds only the room. */
const FLOOR_SHARE = 0.1;

/** One value a frame of 10 ms for each band: log energy above the room's, with mean 0 and deviation 1; all 0 in a band without change. */
export function soundBands({ data, frames }: Features): Float64Array[] {
  return BANDS.map(([from, to]) => {
    const levels = Float64Array.from({ length: frames }, (_, frame) => {
      let sum = 0;
      for (let bin = from; bin < to; bin++) sum += data[frame * MEL_BINS + bin] as number;
      return sum / (to - from);
    });
    return normalised(smoothed(levels));
  });
}

function smoothed(values: Float64Array): Float64Array {
  return values.map((_, frame) => {
    let [sum, weights] = [0, 0];
    for (let step = -SMOOTHING; step <= SMOOTHING; step++) {
      const value = values[frame + step];
      if (value === undefined) continue;
      const weight = 1 + Math.cos((Math.PI * step) / (SMOOTHING + 1));
      sum += weight * value;
      weights += weight;
    }
    return sum / weights;
  });
}

function normalised(values: Float64Array): Float64Array {
  if (values.length === 0) return values;
  const floor = quantile(values, FLOOR_SHARE);
  const above = values.map((value) => Math.max(0, value - floor));
  const { mean, deviation } = meanAndDeviation(above);
  return deviation > 1e-9 ? above.map((value) => (value - mean) / deviation) : above.fill(0);
}
