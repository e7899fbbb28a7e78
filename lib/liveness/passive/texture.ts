import { type ColourPlanes, FACE_SIDE } from './upright-face';

/** Bins of one plane: 58 patterns with at most two changes around the ring, and one for all others. */
export const PATTERNS = 59;

/** The bin of each pattern of eight bits. */
const BINS = uniformBins();

function uniformBins(): Uint8Array {
  let next = 0;
  return Uint8Array.from({ length: 256 }, (_, pattern) => {
    const turned = (pattern >> 1) | ((pattern & 1) << 7);
    let changes = 0;
    for (let differing = pattern ^ turned; differing > 0; differing >>= 1) changes += differing & 1;
    return changes <= 2 ? next++ : PATTERNS - 1;
  });
}

/** Places of the eight neighbours, around the ring. */
const RING = [-FACE_SIDE - 1, -FACE_SIDE, -FACE_SIDE + 1, 1, FACE_SIDE + 1, FACE_SIDE, FACE_SIDE - 1, -1] as const;

/**
 * Share of each uniform local binary pattern (8 neighbours at radius 1; Ojala et al., IEEE PAMI 24(7), 2002) in each of the six
 * planes of YCbCr and HSV, one after another: printing and screens change the fine texture of colour more than of light
 * (Boulkenafet, Komulainen & Hadid, IEEE TIFS 11(8), 2016).
 */
export function colourTexture({ ycbcr, hsv }: ColourPlanes): Float32Array {
  const planes = [...ycbcr, ...hsv];
  const shares = new Float32Array(planes.length * PATTERNS);
  const each = 1 / (FACE_SIDE - 2) ** 2;
  planes.forEach((plane, index) => {
    for (let y = 1; y < FACE_SIDE - 1; y++) {
      for (let x = 1; x < FACE_SIDE - 1; x++) {
        const at = index * PATTERNS + (BINS[patternAt(plane, y * FACE_SIDE + x)] as number);
        shares[at] = (shares[at] as number) + each;
      }
    }
  });
  return shares;
}

function patternAt(plane: Uint8Array, middle: number): number {
  const value = plane[middle] as number;
  let pattern = 0;
  for (let i = 0; i < RING.length; i++) {
    if ((plane[middle + (RING[i] as number)] as number) >= value) pattern |= 1 << i;
  }
  return pattern;
}
