import { type ColourPlanes, FACE_SIDE } from './upright-face';

/** Pixels to each side that the second blur averages over. */
const REACH = 4;

/**
 * How blurred the upright face is, in [0, 1]: the share of the differences between neighbours that a second blur leaves as they are,
 * of rows or of columns, whichever is more (Crete et al., Human Vision and Electronic Imaging XII, 2007; one of the features of
 * Wen, Han & Jain, IEEE TIFS 10(4), 2015). A camera that looks at a picture blurs it again.
 */
export function blur({ ycbcr: [luma] }: ColourPlanes): number {
  return Math.max(blurAlong(luma, 1), blurAlong(luma, FACE_SIDE));
}

function blurAlong(luma: Uint8Array, step: number): number {
  let all = 0;
  let lost = 0;
  for (let y = REACH + 1; y < FACE_SIDE - REACH; y++) {
    for (let x = REACH + 1; x < FACE_SIDE - REACH; x++) {
      const at = y * FACE_SIDE + x;
      const difference = Math.abs((luma[at] as number) - (luma[at - step] as number));
      // Of two neighbouring means over a window only its ends differ.
      const ends = (luma[at + REACH * step] as number) - (luma[at - (REACH + 1) * step] as number);
      all += difference;
      lost += Math.max(0, difference - Math.abs(ends) / (2 * REACH + 1));
    }
  }
  return all === 0 ? 1 : 1 - lost / all;
}
