import { SAMPLE_RATE } from '@/lib/media/audio';
import { FRAME_LENGTH, FRAME_SHIFT } from '@/lib/voice/filterbank';

/** How far a mouth was open at a moment of the recording. */
export interface Opening {
  /** Milliseconds from its beginning. */
  at: number;
  /** In distances between the eyes. */
  opening: number;
}

/** How well a mouth and a sound go together. */
export interface Synchrony {
  /** The best correlation of the mouth with the mouth that was heard, of lags that are honest, in [-1, 1]. */
  correlation: number;
  /** Milliseconds that the sound comes after the picture there. */
  lag: number;
  /** How much better that is than the best of the lags that no camera has. */
  margin: number;
}

/** Milliseconds that sound and picture of an honest capture are apart at most. */
const MOST_LAG = 300;
const NEAR_STEP = 30;
/** Lags at which the sound of another moment would fit, in milliseconds. */
const FAR_FROM = 450;
const FAR_TO = 2_000;
const FAR_STEP = 50;
/** Fewer pictures with sound at a lag tell nothing of it: a second. */
const LEAST_PAIRS = 12;

/** Milliseconds from frame to frame, and to the middle of the first. */
const FRAME_MS = (1_000 * FRAME_SHIFT) / SAMPLE_RATE;
const FIRST_MS = (1_000 * FRAME_LENGTH) / SAMPLE_RATE / 2;

/**
 * Compares a mouth with what `expectedOpening` says of the sound, at all lags. Undefined where too few pictures have sound.
 *
 * The correlation says that they move together; the margin that they do so now. A sound that is late by more than a camera may be has its
 * best lag elsewhere, and sentences of one rhythm are alike at every lag.
 */
export function synchrony(openings: readonly Opening[], expected: Float64Array): Synchrony | undefined {
  const best = bestOf(openings, expected, range(-MOST_LAG, MOST_LAG, NEAR_STEP));
  if (!best) return undefined;
  const later = range(FAR_FROM, FAR_TO, FAR_STEP);
  const elsewhere = bestOf(openings, expected, [...later, ...later.map((lag) => -lag)]);
  return { ...best, margin: best.correlation - (elsewhere?.correlation ?? 0) };
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

function bestOf(
  openings: readonly Opening[],
  expected: Float64Array,
  lags: readonly number[],
): { correlation: number; lag: number } | undefined {
  let best: { correlation: number; lag: number } | undefined;
  for (const lag of lags) {
    const correlation = correlationAt(openings, expected, lag);
    if (correlation !== undefined && correlation > (best?.correlation ?? Number.NEGATIVE_INFINITY))
      best = { correlation, lag };
  }
  return best;
}

/** Pearson's; 0 where either does not change. */
function correlationAt(openings: readonly Opening[], expected: Float64Array, lag: number): number | undefined {
  let [count, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (const { at, opening } of openings) {
    const position = (at + lag - FIRST_MS) / FRAME_MS;
    if (position < 0 || position > expected.length - 1) continue;
    const frame = Math.floor(position);
    const before = expected[frame] as number;
    const heard = before + ((expected[frame + 1] ?? before) - before) * (position - frame);
    count++;
    x += opening;
    y += heard;
    xx += opening * opening;
    yy += heard * heard;
    xy += opening * heard;
  }
  if (count < LEAST_PAIRS) return undefined;
  const spread = (xx - (x * x) / count) * (yy - (y * y) / count);
  return spread > 1e-12 ? (xy - (x * y) / count) / Math.sqrt(spread) : 0;
}
