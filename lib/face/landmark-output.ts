import type { Box } from '@/lib/math/box';

/**
 * The landmark network's output as points of the frame, x and y interleaved.
 *
 * @param output 136 shares of the side of the square that `crop` was centred in.
 * @param crop the whole pixels that the network saw.
 * @param box the detected box: face-api places the points from its corner, not from the crop's.
 *
 * Ported from face-api's `FaceLandmark68NetBase.postProcess` (MIT).
 */
export function placeLandmarks(output: Float32Array, crop: Box, box: Box): Float32Array {
  const square = Math.max(crop.width, crop.height);
  const beforeX = (square - crop.width) / 2;
  const beforeY = (square - crop.height) / 2;
  return output.map((share, index) =>
    index % 2 === 0 ? share * square - beforeX + box.x : share * square - beforeY + box.y,
  );
}
