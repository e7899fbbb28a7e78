import type { Box } from '@/lib/math/box';
import { clamp } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { luma } from '@/lib/media/luma';

/**
 * A region of the frame in grey, scaled to `side` x `side` values in [0, 255], row by row. Pixels outside the frame
 * count as its edge. Shrinking averages over what each value covers, so that fine detail does not alias.
 */
export function greyPatch(frame: Frame, region: Box, side: number): Float32Array {
  const taps = Math.max(1, Math.round(Math.max(region.width, region.height) / side));
  const across = samples(region.x, region.width, side * taps, frame.width);
  const down = samples(region.y, region.height, side * taps, frame.height);
  // Rows are scaled sideways before they are blended, so that each pixel is turned grey once.
  const scaled = new Map<number, Float32Array>();
  const rowAt = (row: number): Float32Array => {
    const known = scaled.get(row) ?? scaledRow(frame, row, across, side);
    scaled.set(row, known);
    return known;
  };
  const patch = new Float32Array(side * side);
  down.forEach(({ first, second, share }, index) => {
    const [upper, lower] = [rowAt(first), rowAt(second)];
    const start = Math.floor(index / taps) * side;
    for (let column = 0; column < side; column++) {
      const value = (upper[column] as number) * (1 - share) + (lower[column] as number) * share;
      patch[start + column] = (patch[start + column] as number) + value / taps;
    }
  });
  return patch;
}

/** Between which two pixels a sample lies, and how near the second. */
interface Sample {
  first: number;
  second: number;
  share: number;
}

/** `count` samples spread evenly over a stretch of one axis, where the middle of the first pixel is 0.5. */
function samples(start: number, length: number, count: number, pixels: number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const at = clamp(start + ((index + 0.5) * length) / count - 0.5, 0, pixels - 1);
    const first = Math.floor(at);
    return { first, second: Math.min(first + 1, pixels - 1), share: at - first };
  });
}

/** A row of the frame in grey, `side` values, each the mean of as many samples. */
function scaledRow({ data, width }: Frame, row: number, across: readonly Sample[], side: number): Float32Array {
  const scaled = new Float32Array(side);
  const taps = across.length / side;
  const start = row * width;
  across.forEach(({ first, second, share }, index) => {
    const value = luma(data, (start + first) * 3) * (1 - share) + luma(data, (start + second) * 3) * share;
    const column = Math.floor(index / taps);
    scaled[column] = (scaled[column] as number) + value / taps;
  });
  return scaled;
}
