import { type Box, intersectionOverUnion } from '@/lib/math/box';
import type { Size } from '@/lib/media/frame';
import { DOMINANCE } from './quality-limits';

/** The part of a frame that the detector looks at, and the size of the input it is fitted into, at the top left. */
export interface SearchArea {
  region: Box;
  input: Size;
}

/**
 * Sides of the detector's input in pixels, in the order in which it looks. The detector overlooks faces of some heights, in pixels of
 * its input, that lie between its grids of anchors, so that no side sees all; what one of these overlooks another sees. The last is
 * face-api's own.
 */
export const SIDES = [224, 320, 512] as const;

/**
 * Heights of a face, in pixels of the input, at which the detector finds 97 % and more, least and most: of 30 faces (LFW) framed anew at 27
 * heights it found all from 48 to 68, 93 % at 72, 20 % at 80, 57 % at 84 and 97 % and more from 88 on; below 44, 73 to 90 %. 2026-11-21.
 */
const SEEN_HEIGHTS = [
  [44, 71],
  [88, Number.POSITIVE_INFINITY],
] as const;

/** Least pixels of black beside a picture, and what the input's size is a multiple of. */
const BLACK = 32;

/**
 * How far around a face it is looked for in the next frame, in heights of its box, and at which side of the input: the face is 55 pixels high
 * in it, which the detector sees well. On 35 faces (LFW) that fill 30 to 90 % of 640 x 480, with the box moved by 15 %: 1 of 175 missed, which the
 * whole frame then shows, and the embedding moved by a cosine distance of 0.0012 to 0.0023 (median; 95 %: at most 0.0085). 7.4 ms of
 * processor time; 17 at 192. 2026-11-21.
 */
const REACH = 1.75;
const NEAR_SIDE = 96;

/**
 * The whole frame, its longer side scaled to `side`, and below it (or to its right) only as much of face-api's black as the
 * detector notices: at 512 it finds the same faces as with all of it (boxes' overlap 1.0000, scores within 0.0001, on 255 faces in
 * 210 pictures of 70 photographs), in four fifths of the time for 4:3. With 16 pixels one box moves by 0.2 %, with none a face appears.
 * 2026-11-21.
 */
export function wholeFrame(width: number, height: number, side: number): SearchArea {
  const fit = side / Math.max(width, height);
  const filled = (length: number): number =>
    Math.min(side, BLACK * Math.ceil((Math.round(length * fit) + BLACK) / BLACK));
  return { region: { x: 0, y: 0, width, height }, input: { width: filled(width), height: filled(height) } };
}

/**
 * Whether looks at these sides would have shown everybody who counts: somebody was found, and every face from just large enough to make it a
 * picture of several people up to the largest itself would have been found as well.
 */
export function seesEverybody(faces: readonly { box: Box }[], frame: Size, sides: readonly number[]): boolean {
  const tallest = faces.reduce((most, { box }) => Math.max(most, box.height), 0) / Math.max(frame.width, frame.height);
  const seen = sides.flatMap((side) => SEEN_HEIGHTS.map(([least, most]) => [least / side, most / side] as const));
  let upTo = tallest / DOMINANCE;
  for (const [least, most] of seen.sort(([a], [b]) => a - b)) if (least <= upTo) upTo = Math.max(upTo, most);
  return tallest > 0 && upTo > tallest;
}

/** The faces of two looks, the most certain first; whom both show is shown once, as the surer look has it. */
export function together<Face extends { box: Box; score: number }>(
  one: readonly Face[],
  other: readonly Face[],
): Face[] {
  const faces: Face[] = [];
  for (const face of [...one, ...other].sort((a, b) => b.score - a.score))
    if (faces.every(({ box }) => intersectionOverUnion(box, face.box) <= SAME_FACE)) faces.push(face);
  return faces;
}

/** Two looks at one face differ by more than two anchors of one look do: boxes that share this much of their union are one face. */
const SAME_FACE = 0.3;

/** The surroundings of a face that was found in the frame before, scaled down as far as that one face allows. */
export function surroundings(face: Box, width: number, height: number): SearchArea {
  const reach = Math.round(REACH * Math.max(face.width, face.height));
  const place = (middle: number, length: number, whole: number): number =>
    Math.round(Math.min(Math.max(middle - length / 2, 0), whole - length));
  const area = { width: Math.min(reach, width), height: Math.min(reach, height) };
  return {
    region: {
      x: place(face.x + face.width / 2, area.width, width),
      y: place(face.y + face.height / 2, area.height, height),
      ...area,
    },
    input: { width: NEAR_SIDE, height: NEAR_SIDE },
  };
}
