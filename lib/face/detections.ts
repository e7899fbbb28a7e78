import { type Box, intersectionOverUnion } from '@/lib/math/box';
import type { Size } from '@/lib/media/frame';
import { type Anchor, anchors } from './anchors';

/** Numbers for each anchor in the detector's output: shift down and right, stretch in height and width, score. */
const VALUES_PER_ANCHOR = 5;

/** The encoding's variances: an anchor's shift is in tenths of its size, the logarithm of its stretch in fifths. */
const SHIFT = 0.1;
const STRETCH = 0.2;

/** Two boxes that share more than this of their union are one face. */
const SAME_FACE_OVERLAP = 0.5;

/** face-api's own default: below it, what is found is as often a hand as a face. */
const MIN_SCORE = 0.5;

/** Enough to tell a person from a crowd; every further face costs a run of the landmark network. */
const MAX_FACES = 10;

export interface Detection {
  box: Box;
  /** In [0, 1]. */
  score: number;
}

/**
 * The faces in one picture's part of the detector's output, the most certain first, in pixels of the frame whose
 * `region` was fitted into the detector's input of this size.
 * Ported from face-api's `SsdMobilenetv1.locateFaces` (MIT): its rounding and its non-maximum suppression.
 */
export function decodeDetections(output: Float32Array, input: Size, region: Box): Detection[] {
  const candidates: Detection[] = [];
  anchors(input).forEach((anchor, index) => {
    const at = index * VALUES_PER_ANCHOR;
    const score = output[at + 4] as number;
    if (score > MIN_SCORE) candidates.push({ score, box: decodeBox(output.subarray(at, at + 4), anchor) });
  });
  candidates.sort((a, b) => b.score - a.score);

  const faces: Detection[] = [];
  for (const candidate of candidates) {
    if (faces.length === MAX_FACES) break;
    if (faces.every((face) => intersectionOverUnion(face.box, candidate.box) <= SAME_FACE_OVERLAP))
      faces.push(candidate);
  }
  return faces.map(({ score, box }) => ({ score, box: toFrame(box, Math.max(input.width, input.height), region) }));
}

/** SSD section 2.2: the box that an anchor was moved and stretched to, in pixels of the network's input. */
function decodeBox(encoded: Float32Array, anchor: Anchor): Box {
  const [down, right, taller, wider] = encoded as unknown as [number, number, number, number];
  const width = anchor.width * Math.exp(wider * STRETCH);
  const height = anchor.height * Math.exp(taller * STRETCH);
  return {
    x: anchor.x + right * SHIFT * anchor.width - width / 2,
    y: anchor.y + down * SHIFT * anchor.height - height / 2,
    width,
    height,
  };
}

/** A box cut off at the edges of the square, in pixels of the frame. */
function toFrame(box: Box, side: number, region: Box): Box {
  const fit = side / Math.max(region.width, region.height);
  const scaleX = region.width / Math.round(region.width * fit);
  const scaleY = region.height / Math.round(region.height * fit);
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  return {
    x: region.x + x * scaleX,
    y: region.y + y * scaleY,
    width: (Math.min(side, box.x + box.width) - x) * scaleX,
    height: (Math.min(side, box.y + box.height) - y) * scaleY,
  };
}
