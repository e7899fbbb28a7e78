import { byWidth, type TrackedFace } from '@/lib/face/tiny/detections';
import { clamp } from '@/lib/math/statistics';
import { luma } from '@/lib/media/luma';

/** Mean luma (Rec. 601) of a part of a picture, in [0, 255]; of the whole without one. */
export function brightnessOf(rgba: Uint8ClampedArray, width: number, part?: TrackedFace): number {
  const height = rgba.length / 4 / width;
  const within = (share: number, size: number): number => clamp(Math.round(share * size), 0, size);
  const [left, right] = part ? [within(part.x, width), within(part.x + part.width, width)] : [0, width];
  const [top, bottom] = part ? [within(part.y, height), within(part.y + part.height, height)] : [0, height];
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      sum += luma(rgba, 4 * (y * width + x));
    }
  }
  return sum / Math.max(1, (right - left) * (bottom - top));
}

/** How far the largest face moved, in widths of its box; 0 where there was none. */
export function movement(before: readonly TrackedFace[], now: readonly TrackedFace[]): number {
  const [a, b] = [byWidth(before)[0], byWidth(now)[0]];
  if (!a || !b) return 0;
  const across = b.x + b.width / 2 - a.x - a.width / 2;
  const down = b.y + b.height / 2 - a.y - a.height / 2;
  return Math.hypot(across, down) / b.width;
}
