import type { Frame } from '@/lib/media/frame';

/** Pixels a side of a block, and at most so many of them are looked at in either direction. */
const BLOCK = 8;
const MOST_BLOCKS = 20;

/** How little two frames differ. */
export interface NoiseBetween {
  /** Share of the blocks that are the same to the last bit, in [0, 1]. */
  same: number;
}

/**
 * Where two frames show no noise of a sensor between them: no two exposures are the same, what is drawn is, and so are parts of films that a
 * codec left out. Undefined for frames of different sizes, and tiny ones.
 */
export function noiseBetween(a: Frame, b: Frame): NoiseBetween | undefined {
  if (a.width !== b.width || a.height !== b.height || Math.min(a.width, a.height) < 4 * BLOCK) return undefined;
  const across = Math.min(MOST_BLOCKS, Math.floor(a.width / BLOCK));
  const down = Math.min(MOST_BLOCKS, Math.floor(a.height / BLOCK));
  let same = 0;
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const x = Math.floor((column * (a.width - BLOCK)) / (across - 1));
      const y = Math.floor((row * (a.height - BLOCK)) / (down - 1));
      if (isSame(a, b, x, y)) same++;
    }
  return { same: same / (across * down) };
}

function isSame(a: Frame, b: Frame, left: number, top: number): boolean {
  for (let y = top; y < top + BLOCK; y++) {
    const from = 3 * (y * a.width + left);
    for (let at = from; at < from + 3 * BLOCK; at++) if (a.data[at] !== b.data[at]) return false;
  }
  return true;
}
