import { type Box, intersectionOverUnion } from '@/lib/math/box';
import { logistic } from '@/lib/math/logistic';

/** A face in a picture; all values are shares of the picture's width or height. */
export interface TrackedFace extends Box {
  /** The detector's certainty, in [0, 1]. */
  score: number;
}

/** Side of the network's grid. */
const CELLS = 7;
/** Width and height of each anchor, in cells; of face-api's tiny face detector. */
const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
] as const;
const VALUES = 5;
/** As face-api: certainty that counts, and overlap from which two boxes are one face. */
const LEAST_SCORE = 0.5;
const SAME_FACE = 0.4;

/**
 * The faces in the network's output [7, 7, 25], the most certain first. `pictureHeight` is the height of the picture in the square
 * input, as a share of its side: below it the input is empty. The method is that of YOLO v2 (Redmon & Farhadi, CVPR 2017).
 */
export function decodeTinyDetections(cells: Float32Array, pictureHeight: number): TrackedFace[] {
  const found: TrackedFace[] = [];
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      ANCHORS.forEach(([anchorWidth, anchorHeight], anchor) => {
        const at = ((row * CELLS + column) * ANCHORS.length + anchor) * VALUES;
        const [x = 0, y = 0, w = 0, h = 0, certainty = 0] = cells.subarray(at, at + VALUES);
        const score = logistic(certainty);
        if (!(score > LEAST_SCORE)) return;
        const width = (Math.exp(w) * anchorWidth) / CELLS;
        const height = (Math.exp(h) * anchorHeight) / CELLS / pictureHeight;
        const middle = (column + logistic(x)) / CELLS;
        const centre = (row + logistic(y)) / CELLS / pictureHeight;
        found.push({ x: middle - width / 2, y: centre - height / 2, width, height, score });
      });
    }
  }
  found.sort((a, b) => b.score - a.score);
  return found.filter(
    (face, i) => !found.slice(0, i).some((better) => intersectionOverUnion(face, better) > SAME_FACE),
  );
}

/** The widest first. */
export function byWidth(faces: readonly TrackedFace[]): TrackedFace[] {
  return [...faces].sort((a, b) => b.width - a.width);
}
