import type { Box } from '@/lib/math/box';
import type { Side } from './head-turn';
import type { LumaPicture } from './luma-picture';
import { unmatchedShare } from './match-columns';
import { type Columns, type Grid, type Place, placeOf, type Tilt, UPRIGHT, uprightColumns } from './upright-columns';

/** A face in a picture: its box and its 68 landmarks in the picture's pixels. */
export interface FaceView {
  picture: LumaPicture;
  box: Box;
  landmarks: Float32Array;
}

/**
 * Units (from the eyes down to the mouth) of the face at rest that are looked for again, from the middle of the eyes: to the side that stays
 * in sight, and past the nose to the one that a turned head hides. Each is looked for up to so far from where it was.
 */
const NEAR = 0.75;
const FAR = 0.3;
const BAND = 0.5;

/** To follow a face, and to measure it. */
const COARSE: Grid = { perUnit: 8, rows: 12 };
const FINE: Grid = { perUnit: 14, rows: 24 };

/** By how much a tilt is changed to see whether it fits better. */
const STEPS: Tilt = { down: 0.05, scale: 0.04, roll: 0.05, shear: 0.06, keystone: 0.04 };
const PARTS = Object.keys(STEPS) as (keyof Tilt)[];
/** Steps in one direction before another part has its turn. */
const STRIDE = 3;
/** A round that gains less than this halves the steps. */
const GAIN = 0.005;

/** How long a tilt is looked for, and from steps of what size on. */
interface Search {
  grid: Grid;
  rounds: number;
  size: number;
}
/** From the frame before, from landmarks alone, and more finely from either. */
const FOLLOW: Search = { grid: COARSE, rounds: 2, size: 1 };
const FIND: Search = { grid: COARSE, rounds: 4, size: 2 };
const REFINE: Search = { grid: FINE, rounds: 3, size: 0.5 };

interface Fit {
  tilt: Tilt;
  /** In [0, 1]: `unmatchedShare`. */
  unmatched: number;
}

/**
 * What a turned face shows that no photograph of it at rest could, however that is held, bent or creased: the share of the contrast of its
 * upright lines that are nowhere to be found in their order, in [0, 1]. On a head brows, nose and cheeks stand before each other and part
 * ways. Landmarks cannot say this: the network that finds them completes a head where there is none.
 *
 * @param rest a face that looks straight ahead
 * @param way the same after it, view by view
 * @param asked places in `way` of which it is measured
 * @returns of each that was asked about; undefined where landmarks are those of no face
 */
export function reliefs(
  rest: FaceView,
  way: readonly FaceView[],
  asked: readonly number[],
  side: Side,
): (number | undefined)[] {
  const place = placeOf(rest.landmarks);
  if (!place) return asked.map(() => undefined);
  const search = fitterOf(rest, place, side);
  const found = new Map<number, number>();
  let tilt = UPRIGHT;
  for (const [i, view] of way.entries()) {
    const here = moved(place, rest.box, view.box);
    tilt = search(view, here, tilt, FOLLOW).tilt;
    if (!asked.includes(i)) continue;
    const followed = search(view, here, tilt, REFINE);
    tilt = followed.tilt;
    const own = placeOf(view.landmarks);
    const anew = own && search(view, own, search(view, own, UPRIGHT, FIND).tilt, REFINE);
    found.set(i, Math.min(followed.unmatched, anew?.unmatched ?? 1));
  }
  return asked.map((i) => found.get(i));
}

/** Finds how the lines of a face at rest lie best in another view of it, there where it is taken to be. */
function fitterOf(
  { picture }: FaceView,
  place: Place,
  side: Side,
): (view: FaceView, at: Place, start: Tilt, search: Search) => Fit {
  const [from, to] = side === 'left' ? [-NEAR, FAR] : [-FAR, NEAR];
  const columns = (grid: Grid): Columns => uprightColumns(picture, place, UPRIGHT, [from, to], grid);
  const own = new Map([COARSE, FINE].map((grid) => [grid, columns(grid)]));
  return (view, at, start, { grid, rounds, size }) => {
    const band = Math.round(BAND * grid.perUnit);
    const reach = [from - band / grid.perUnit, to + band / grid.perUnit] as const;
    const lines = own.get(grid) ?? columns(grid);
    return descent(start, size, rounds, (tilt) =>
      unmatchedShare(lines, uprightColumns(view.picture, at, tilt, reach, grid), band),
    );
  };
}

/** The best that so many rounds of steps come to, one part of the tilt after the other: coordinate descent. */
function descent(start: Tilt, size: number, rounds: number, unmatched: (tilt: Tilt) => number): Fit {
  let fit: Fit = { tilt: start, unmatched: unmatched(start) };
  let step = size;
  for (let round = 0; round < rounds; round++) {
    const before = fit.unmatched;
    for (const part of PARTS) {
      const up = walked(fit, part, step, unmatched);
      fit = up === fit ? walked(fit, part, -step, unmatched) : up;
    }
    if (before - fit.unmatched < GAIN) step /= 2;
  }
  return fit;
}

function walked(from: Fit, part: keyof Tilt, step: number, unmatched: (tilt: Tilt) => number): Fit {
  let fit = from;
  for (let stride = 0; stride < STRIDE; stride++) {
    const tilt = { ...fit.tilt, [part]: fit.tilt[part] + step * STEPS[part] };
    const next = { tilt, unmatched: unmatched(tilt) };
    if (!(next.unmatched < fit.unmatched)) return fit;
    fit = next;
  }
  return fit;
}

/** Where a face at rest lies when it has moved with its box. */
function moved(place: Place, from: Box, to: Box): Place {
  const x = place.x + to.x - from.x + (to.width - from.width) / 2;
  const y = place.y + to.y - from.y + (to.height - from.height) / 2;
  return { ...place, x, y };
}
