import { SesameError } from '@/lib/errors';
import { BANDS, type Bands } from './bands';
import { featuresOf } from './features';
import type { DigitMetric } from './metric';
import { fromBytes, toBytes } from './quantised';

/** Rows of a patch: 100 ms, as much as the changes of its middle row look at. */
export const PATCH_ROWS = 5;
const MIDDLE = 2;
/** Patches of a background. */
export const PATCHES = 64;
const PATCH_SIZE = PATCH_ROWS * BANDS;

/**
 * What speech sounds like, whoever says whatever: the means of `PATCHES` kinds of sounds of 100 ms each over many people, in decibels
 * relative to their loud speech. It holds no recording and no template of anybody.
 */
export interface DigitBackground {
  patches: Bands;
}

/** Features of the middle of each patch, one after the other, in a room with the noise `floor`. */
export function backgroundFeatures(
  { patches }: DigitBackground,
  floor: Float32Array,
  metric: DigitMetric,
): Float32Array<ArrayBuffer> {
  const count = patches.rows / PATCH_ROWS;
  const ends = Array.from({ length: count }, (_, i) => (i + 1) * PATCH_ROWS);
  const { data: all, dimensions } = featuresOf(patches, floor, ends, metric);
  const data = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i++) {
    const from = (i * PATCH_ROWS + MIDDLE) * dimensions;
    data.set(all.subarray(from, from + dimensions), i * dimensions);
  }
  return data;
}

/** A byte a level, in steps of half a decibel. */
export function encodeBackground({ patches }: DigitBackground): Uint8Array {
  return toBytes(patches.data);
}

/** Reads what `encodeBackground` wrote. Throws `model_invalid` for anything else. */
export function decodeBackground(bytes: Uint8Array): DigitBackground {
  if (bytes.length !== PATCHES * PATCH_SIZE)
    throw new SesameError('model_invalid', { detail: `a background of digits in ${bytes.length} bytes` });
  return { patches: { data: fromBytes(bytes), rows: PATCHES * PATCH_ROWS } };
}
