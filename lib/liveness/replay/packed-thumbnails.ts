import { COLUMNS, type FrameThumbnail, ROWS } from './frame-thumbnail';

const CELLS = COLUMNS * ROWS;
const BYTES = 2 * CELLS;

/** Thumbnails as bytes to keep: 1,536 each, row by row, the high byte first. */
export function packThumbnails(thumbnails: readonly FrameThumbnail[]): Uint8Array {
  const bytes = new Uint8Array(BYTES * thumbnails.length);
  const view = new DataView(bytes.buffer);
  for (const [i, thumbnail] of thumbnails.entries())
    for (let cell = 0; cell < CELLS; cell++) view.setUint16(BYTES * i + 2 * cell, thumbnail[cell] as number);
  return bytes;
}

/** The thumbnails again. Throws a RangeError for bytes that `packThumbnails` did not give. */
export function unpackThumbnails(bytes: Uint8Array): FrameThumbnail[] {
  if (bytes.length % BYTES !== 0) throw new RangeError(`thumbnails in ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / BYTES }, (_, i) =>
    Uint16Array.from({ length: CELLS }, (_, cell) => view.getUint16(BYTES * i + 2 * cell)),
  );
}
