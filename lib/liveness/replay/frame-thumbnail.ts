import type { Frame } from '@/lib/media/frame';
import { luma } from '@/lib/media/luma';

export const COLUMNS = 32;
export const ROWS = 24;

/** What a frame is known again by: the mean luma of 32 x 24 cells, row by row, in 1/256 of a level (0 to 255). */
export type FrameThumbnail = Uint16Array;

const STEPS = 256;

/**
 * Cells average over hundreds of pixels: noise of the sensor and of a codec goes, and what a person moves by a tenth of a pixel at an
 * edge stays. Luma after ITU-R BT.601. A pixel between two cells belongs to both, so that a mirrored frame gives the mirrored cells.
 */
export function frameThumbnail({ data, width, height }: Frame): FrameThumbnail {
  const across = spansOf(width, COLUMNS);
  const rows = new Float64Array(COLUMNS * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < COLUMNS; x++) rows[COLUMNS * y + x] = lumaOf(data, width * y, across[x] as Span);
  const scale = (STEPS * COLUMNS * ROWS) / (width * height);
  const cells = new Uint16Array(COLUMNS * ROWS);
  for (const [y, { from, to, before, after }] of spansOf(height, ROWS).entries()) {
    for (let x = 0; x < COLUMNS; x++) {
      const at = (row: number): number => rows[COLUMNS * row + x] ?? 0;
      let sum = before * at(from - 1) + after * at(to);
      for (let row = from; row < to; row++) sum += at(row);
      cells[COLUMNS * y + x] = Math.round(scale * sum);
    }
  }
  return cells;
}

/** The pixels of one cell: whole ones `from` to `to`, and shares of the one before and the one after. */
interface Span {
  from: number;
  to: number;
  before: number;
  after: number;
}

function spansOf(pixels: number, cells: number): Span[] {
  return Array.from({ length: cells }, (_, cell) => {
    const [start, end] = [(cell * pixels) / cells, ((cell + 1) * pixels) / cells];
    const [from, to] = [Math.ceil(start), Math.floor(end)];
    return { from, to, before: from - start, after: end - to };
  });
}

function lumaOf(data: Uint8Array, row: number, { from, to, before, after }: Span): number {
  let sum = 0;
  for (let at = 3 * (row + from); at < 3 * (row + to); at += 3) sum += luma(data, at);
  if (before > 0) sum += before * luma(data, 3 * (row + from - 1));
  if (after > 0) sum += after * luma(data, 3 * (row + to));
  return sum;
}
