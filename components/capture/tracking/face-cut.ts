import { clipToFrame } from '@/lib/face/align';
import { LANDMARKS_SIDE } from '@/lib/face/tiny/networks';
import type { Box } from '@/lib/math/box';
import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';

/** A face as the landmark network sees it, RGBA: its box in the middle of a square that is black around it. Null where the box lies outside the picture. */
export function cutFace(
  picture: HTMLCanvasElement,
  box: Box,
  context: CanvasRenderingContext2D,
): Uint8ClampedArray<ArrayBuffer> | null {
  const { x, y, width, height } = clipToFrame(box, FRAME_WIDTH, FRAME_HEIGHT);
  if (!(width > 0 && height > 0)) return null;
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
  return context.getImageData(0, 0, LANDMARKS_SIDE, LANDMARKS_SIDE).data;
}
