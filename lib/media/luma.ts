import type { Frame } from './frame';

/** Rec. 601 luma of the red, green and blue values, of 8 bits, from `at` on. */
export function luma(values: Uint8Array | Uint8ClampedArray, at: number): number {
  return 0.299 * (values[at] as number) + 0.587 * (values[at + 1] as number) + 0.114 * (values[at + 2] as number);
}

/** Luma of the pixel, the frame's edge repeated around it. */
export function lumaAt({ data, width, height }: Frame, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x), 0), width - 1);
  const row = Math.min(Math.max(Math.floor(y), 0), height - 1);
  return luma(data, 3 * (row * width + column));
}
