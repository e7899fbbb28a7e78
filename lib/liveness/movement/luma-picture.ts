import type { Frame } from '@/lib/media/frame';
import { luma } from '@/lib/media/luma';

/** The luma of a frame, 0 to 255, row by row. */
export interface LumaPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

export function lumaPicture({ data, width, height }: Frame): LumaPicture {
  const values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = luma(data, 3 * i);
  return { data: values, width, height };
}
