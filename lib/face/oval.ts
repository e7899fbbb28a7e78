import { type Box, coverArea } from '@/lib/math/box';
import type { Size } from '@/lib/media/frame';

/** The oval that people are asked to put their face into, within a picture of 640 x 480. */
export const OVAL = { width: 640, height: 480, cx: 320, cy: 226, rx: 140, ry: 182 } as const;

/** Whether the middle of a face lies in the oval, as it lay over the part of the frame that the page showed. */
export function isInOval({ x, y, width, height }: Box, frame: Size): boolean {
  const shown = coverArea(frame.width, frame.height, OVAL.width, OVAL.height);
  const scale = shown.width / OVAL.width;
  const across = (x + width / 2 - shown.x) / scale - OVAL.cx;
  const down = (y + height / 2 - shown.y) / scale - OVAL.cy;
  return (across / OVAL.rx) ** 2 + (down / OVAL.ry) ** 2 <= 1;
}
