import { clipToFrame } from '@/lib/face/align';
import type { Box } from '@/lib/math/box';
import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';
import { planes } from './look';

/** Side of the landmark network's input, in pixels. */
export const LANDMARKS_SIDE = 112;

/**
 * A face as the landmark network sees it, into `pixels`: its box in the middle of a square that is black around it. False where the box
 * lies outside the picture.
 */
export function cutFace(
  picture: HTMLCanvasElement,
  box: Box,
  context: CanvasRenderingContext2D,
  pixels: Float32Array,
): boolean {
  const { x, y, width, height } = clipToFrame(box, FRAME_WIDTH, FRAME_HEIGHT);
  if (!(width > 0 && height > 0)) return false;
  const scale = LANDMARKS_SIDE / Math.max(width, height);
  const [across, down] = [width * scale, height * scale];
  context.fillRect(0, 0, LANDMARKS_SIDE, LANDMARKS_SIDE);
  context.drawImage(
    picture,
    x,
    y,
    width,
    height,
    (LANDMARKS_SIDE - across) / 2,
    (LANDMARKS_SIDE - down) / 2,
    across,
    down,
  );
  planes(context.getImageData(0, 0, LANDMARKS_SIDE, LANDMARKS_SIDE).data, LANDMARKS_SIDE, pixels);
  return true;
}
