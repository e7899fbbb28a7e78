import { COLUMNS, type FrameThumbnail, ROWS } from '@/lib/liveness/replay/frame-thumbnail';
import type { Box } from '@/lib/math/box';
import { mean, median } from '@/lib/math/statistics';
import type { ObservedFrame } from './observed-frame';

/** How much changes between two frames. */
export interface Step {
  /** The middle of the face's box, in its own widths and heights. */
  shift: number;
  /** The natural logarithm of the ratio of the box's sides, without sign. */
  growth: number;
  /** Of the picture beside and above the head: the mean change of the luma of its cells, of 255, after the best change of light as a whole. */
  background: number;
}

/** Beside and above the head, in sides of its box; below there are shoulders, which turn with it. */
const AROUND = 0.35;
/** Least cells of background that say anything. */
const LEAST_CELLS = 24;
/** Of a thumbnail in one level of luma. */
const STEPS = 256;

/** Between two frames of which both show a face. */
export function stepBetween(before: ObservedFrame, after: ObservedFrame): Step {
  const [a, b] = [inShares(before), inShares(after)];
  const [width, height] = [(a.width + b.width) / 2, (a.height + b.height) / 2];
  const [across, down] = [b.x - a.x + (b.width - a.width) / 2, b.y - a.y + (b.height - a.height) / 2];
  return {
    shift: Math.hypot(across / width, down / height),
    growth: Math.abs(Math.log((b.width * b.height) / (a.width * a.height))) / 2,
    background: backgroundChange(before.thumbnail, after.thumbnail, [a, b]),
  };
}

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

/** The box of the face in shares of the picture. */
function inShares({ face, width, height }: ObservedFrame): Box {
  const box = face?.box ?? NOWHERE;
  return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
}

/** 0 where too little of the background is to be seen. */
function backgroundChange(a: FrameThumbnail, b: FrameThumbnail, heads: readonly Box[]): number {
  const differences: number[] = [];
  for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
    const x = ((cell % COLUMNS) + 0.5) / COLUMNS;
    const y = (Math.floor(cell / COLUMNS) + 0.5) / ROWS;
    if (!heads.some((head) => isAround(head, x, y)))
      differences.push(((b[cell] as number) - (a[cell] as number)) / STEPS);
  }
  if (differences.length < LEAST_CELLS) return 0;
  // A camera changes its exposure as a head moves: then all of the picture brightens or darkens at once.
  const light = median(differences);
  return mean(differences.map((difference) => Math.abs(difference - light)));
}

function isAround({ x, y, width, height }: Box, atX: number, atY: number): boolean {
  return atX > x - AROUND * width && atX < x + (1 + AROUND) * width && atY > y - AROUND * height;
}
