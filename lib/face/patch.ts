import type { Box } from '@/lib/math/box';
import { clamp } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { luma } from '@/lib/media/luma';

/**
 * A region of the frame in grey, scaled to `side` x `side` values in [0, 255], row by row. Pixels outside the frame
 * count as its edge. Shrinking averages over what each value covers, so that fine detail does not alias.
 */
export function greyPatch(frame: Frame, region: Box, side: number): Float32Array {
  const patch = new Float32Array(side * side);
  const stepX = region.width / side;
  const stepY = region.height / side;
  const taps = Math.max(1, Math.round(Math.max(stepX, stepY)));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let tap = 0; tap < taps * taps; tap++) {
        const offsetX = ((tap % taps) + 0.5) / taps;
        const offsetY = (Math.floor(tap / taps) + 0.5) / taps;
        sum += bilinear(frame, region.x + (column + offsetX) * stepX, region.y + (row + offsetY) * stepY);
      }
      patch[row * side + column] = sum / (taps * taps);
    }
  }
  return patch;
}

/** Luma between four pixels, where the middle of the first pixel is (0.5, 0.5). */
function bilinear(frame: Frame, x: number, y: number): number {
  const left = clamp(x - 0.5, 0, frame.width - 1);
  const top = clamp(y - 0.5, 0, frame.height - 1);
  const x0 = Math.floor(left);
  const y0 = Math.floor(top);
  const x1 = Math.min(x0 + 1, frame.width - 1);
  const y1 = Math.min(y0 + 1, frame.height - 1);
  const shareX = left - x0;
  const shareY = top - y0;
  const upper = pixelLuma(frame, x0, y0) * (1 - shareX) + pixelLuma(frame, x1, y0) * shareX;
  const lower = pixelLuma(frame, x0, y1) * (1 - shareX) + pixelLuma(frame, x1, y1) * shareX;
  return upper * (1 - shareY) + lower * shareY;
}

function pixelLuma(frame: Frame, x: number, y: number): number {
  return luma(frame.data, (y * frame.width + x) * 3);
}
