import type { Frame } from './frame';
import type { Box } from './model';

/** A part of a frame, in whole pixels that all lie inside it. */
export interface Region extends Box {
  frame: Frame;
}

/** What a network looks at: a square of `side` pixels, with the region at its top left or centre and black beside it. */
export interface Square {
  side: number;
  placement: 'top-left' | 'centre';
}

/**
 * Regions as a network sees them: [regions, 3, side, side], RGB in [0, 255]; written over what `pixels` held.
 *
 * Interpolates as TensorFlow's `resizeBilinear` without aligned corners and without half-pixel centres, on which face-api's
 * networks were run and, so, our embeddings depend.
 */
export function squarePixels(
  regions: readonly Region[],
  square: Square,
  pixels = new Float32Array(regions.length * 3 * square.side * square.side),
): Float32Array {
  const values = 3 * square.side * square.side;
  pixels.fill(0);
  regions.forEach((region, index) => {
    writeSquare(region, square, pixels.subarray(index * values, (index + 1) * values));
  });
  return pixels;
}

function writeSquare(region: Region, { side, placement }: Square, into: Float32Array): void {
  const square = Math.max(region.width, region.height);
  const columns = taps(square, side, region.width, placement);
  const rows = taps(square, side, region.height, placement);
  // Each row of the frame is scaled sideways once, though two rows of the square need it.
  const scaled = new Map<number, Float32Array>();
  const black = new Float32Array(3 * side);
  const rowAt = (row: number): Float32Array => {
    const known = row < 0 ? black : scaled.get(row);
    if (known) return known;
    for (const passed of scaled.keys()) if (passed < row - 1) scaled.delete(passed);
    const values = scaleRow(region, row, columns, side);
    scaled.set(row, values);
    return values;
  };
  for (let y = 0; y < side; y++) {
    const first = rows.first[y] as number;
    const second = rows.second[y] as number;
    if (first < 0 && second < 0) continue;
    const upper = rowAt(first);
    const lower = rowAt(second);
    const down = rows.share[y] as number;
    for (let channel = 0; channel < 3; channel++) {
      const from = channel * side;
      const to = (channel * side + y) * side;
      for (let x = 0; x < side; x++) {
        const above = upper[from + x] as number;
        into[to + x] = above + ((lower[from + x] as number) - above) * down;
      }
    }
  }
}

/** One row of the region, scaled to `side` values of red, then green, then blue. */
function scaleRow({ frame, x, y }: Region, row: number, { first, second, share }: Taps, side: number): Float32Array {
  const values = new Float32Array(3 * side);
  const start = ((y + row) * frame.width + x) * 3;
  const { data } = frame;
  for (let column = 0; column < side; column++) {
    const left = first[column] as number;
    const right = second[column] as number;
    const across = share[column] as number;
    const leftShare = left < 0 ? 0 : 1 - across;
    const rightShare = right < 0 ? 0 : across;
    const a = start + Math.max(left, 0) * 3;
    const b = start + Math.max(right, 0) * 3;
    values[column] = (data[a] as number) * leftShare + (data[b] as number) * rightShare;
    values[column + side] = (data[a + 1] as number) * leftShare + (data[b + 1] as number) * rightShare;
    values[column + 2 * side] = (data[a + 2] as number) * leftShare + (data[b + 2] as number) * rightShare;
  }
  return values;
}

/** For each value along one axis: the two pixels of the region it lies between (-1: black), and how near the second. */
interface Taps {
  first: Int32Array;
  second: Int32Array;
  share: Float32Array;
}

function taps(square: number, side: number, length: number, placement: Square['placement']): Taps {
  // face-api puts the rounded half of the black behind the picture and the rest before it.
  const before = placement === 'centre' ? square - length - Math.round((square - length) / 2) : 0;
  const inside = (position: number): number => {
    const index = position - before;
    return index >= 0 && index < length ? index : -1;
  };
  const result: Taps = { first: new Int32Array(side), second: new Int32Array(side), share: new Float32Array(side) };
  for (let i = 0; i < side; i++) {
    const position = (i * square) / side;
    const floor = Math.floor(position);
    result.first[i] = inside(floor);
    result.second[i] = inside(Math.min(floor + 1, square - 1));
    result.share[i] = position - floor;
  }
  return result;
}
