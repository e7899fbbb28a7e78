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
  const across = sharesOf(width, COLUMNS);
  const down = sharesOf(height, ROWS);
  const cells = new Float64Array(COLUMNS * ROWS);
  const row = new Float64Array(COLUMNS + 1);
  for (let y = 0, at = 0; y < height; y++) {
    row.fill(0);
    for (let x = 0; x < width; x++, at += 3) {
      const value = luma(data, at);
      const cell = across.cell[x] as number;
      const share = across.share[x] as number;
      row[cell] = (row[cell] as number) + share * value;
      row[cell + 1] = (row[cell + 1] as number) + (1 - share) * value;
    }
    const first = (down.cell[y] as number) * COLUMNS;
    const share = down.share[y] as number;
    for (let x = 0; x < COLUMNS; x++) {
      cells[first + x] = (cells[first + x] as number) + share * (row[x] as number);
      // Below the last row there is no share left to give.
      if (share < 1)
        cells[first + COLUMNS + x] = (cells[first + COLUMNS + x] as number) + (1 - share) * (row[x] as number);
    }
  }
  const scale = (STEPS * COLUMNS * ROWS) / (width * height);
  return Uint16Array.from(cells, (sum) => Math.round(scale * sum));
}

/** For each of `pixels` the first cell that it lies in, and the share of it that does; the rest lies in the next. */
function sharesOf(pixels: number, cells: number): { cell: Uint8Array; share: Float64Array } {
  const perCell = pixels / cells;
  const cell = Uint8Array.from({ length: pixels }, (_, at) => Math.min(cells - 1, Math.floor(at / perCell)));
  const share = Float64Array.from(cell, (first, at) => Math.min(1, (first + 1) * perCell - at));
  share[pixels - 1] = 1;
  return { cell, share };
}
