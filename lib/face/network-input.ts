import type { Box } from '@/lib/math/box';
import type { Frame, Size } from '@/lib/media/frame';

/** A part of a frame, in whole pixels that all lie inside it. */
export interface Region extends Box {
  frame: Frame;
}

/**
 * What a network looks at: the region's longer side fills the longer side of the input, and black lies below it or to its right
 * (`top-left`), or around it (`centre`).
 */
export interface Input extends Size {
  placement: 'top-left' | 'centre';
}

/**
 * Regions as a network sees them: [regions, 3, height, width], RGB in [0, 255]; written over what `pixels` held.
 *
 * Interpolates as TensorFlow's `resizeBilinear` without aligned corners and without half-pixel centres, on which face-api's
 * networks were run and, so, our embeddings depend.
 */
export function inputPixels(
  regions: readonly Region[],
  input: Input,
  pixels = new Float32Array(regions.length * 3 * input.width * input.height),
): Float32Array {
  const values = 3 * input.width * input.height;
  pixels.fill(0);
  regions.forEach((region, index) => {
    writeRegion(region, input, pixels.subarray(index * values, (index + 1) * values));
  });
  return pixels;
}

function writeRegion(region: Region, { width, height, placement }: Input, into: Float32Array): void {
  const fit: Fit = { square: Math.max(region.width, region.height), side: Math.max(width, height), placement };
  const columns = taps(width, region.width, fit);
  const rows = taps(height, region.height, fit);
  // Each row of the frame is scaled sideways once, though two rows of the input need it: an even one and an odd one.
  const scaled = [new Float32Array(3 * width), new Float32Array(3 * width)] as const;
  const kept = [-1, -1];
  const black = new Float32Array(3 * width);
  const rowAt = (row: number): Float32Array => {
    if (row < 0) return black;
    const odd = (row & 1) as 0 | 1;
    if (kept[odd] !== row) scaleRow(region, row, columns, scaled[odd]);
    kept[odd] = row;
    return scaled[odd];
  };
  for (let y = 0; y < height; y++) {
    const first = rows.first[y] as number;
    const second = rows.second[y] as number;
    if (first < 0 && second < 0) continue;
    const upper = rowAt(first);
    const lower = rowAt(second);
    const down = rows.share[y] as number;
    for (let channel = 0; channel < 3; channel++) {
      const from = channel * width;
      const to = (channel * height + y) * width;
      for (let x = 0; x < width; x++) {
        const above = upper[from + x] as number;
        into[to + x] = above + ((lower[from + x] as number) - above) * down;
      }
    }
  }
}

/** One row of the region, scaled to the input's width: values of red, then green, then blue. */
function scaleRow({ frame, x, y }: Region, row: number, { first, second, share }: Taps, into: Float32Array): void {
  const width = share.length;
  const start = ((y + row) * frame.width + x) * 3;
  const { data } = frame;
  for (let column = 0; column < width; column++) {
    const left = first[column] as number;
    const right = second[column] as number;
    const across = share[column] as number;
    const leftShare = left < 0 ? 0 : 1 - across;
    const rightShare = right < 0 ? 0 : across;
    const a = start + Math.max(left, 0) * 3;
    const b = start + Math.max(right, 0) * 3;
    into[column] = (data[a] as number) * leftShare + (data[b] as number) * rightShare;
    into[column + width] = (data[a + 1] as number) * leftShare + (data[b + 1] as number) * rightShare;
    into[column + 2 * width] = (data[a + 2] as number) * leftShare + (data[b + 2] as number) * rightShare;
  }
}

/** For each value along one axis: the two pixels of the region it lies between (-1: black), and how near the second. */
interface Taps {
  first: Int32Array;
  second: Int32Array;
  share: Float32Array;
}

/** A square of the region's longer side becomes one of the input's longer side. */
interface Fit {
  square: number;
  side: number;
  placement: Input['placement'];
}

/** For `count` values along one axis, on which the region is `length` pixels long. */
function taps(count: number, length: number, { square, side, placement }: Fit): Taps {
  // face-api puts the rounded half of the black behind the picture and the rest before it.
  const before = placement === 'centre' ? square - length - Math.round((square - length) / 2) : 0;
  const inside = (position: number): number => {
    const index = position - before;
    return index >= 0 && index < length ? index : -1;
  };
  const result: Taps = { first: new Int32Array(count), second: new Int32Array(count), share: new Float32Array(count) };
  for (let i = 0; i < count; i++) {
    const position = (i * square) / side;
    const floor = Math.floor(position);
    result.first[i] = inside(floor);
    result.second[i] = inside(Math.min(floor + 1, square - 1));
    result.share[i] = position - floor;
  }
  return result;
}
