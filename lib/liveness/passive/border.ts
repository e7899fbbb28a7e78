import { lumaAt } from '@/lib/media/luma';
import type { PresentedFace } from './presented';

/** How far around the face a border is looked for, in widths of its box; nearer than a tenth is hair and shoulders. */
const REACH = 1.2;
const NEAREST = 0.1;
/** Steps of luma that count as an edge. */
const EDGE = 24;
/** Points that are looked at along a line. */
const POINTS = 48;

/**
 * The straightest pair of edges around the face, as the share of their length that is an edge, in [0, 1]: a screen's bezel or the
 * margin of a paper runs parallel to the picture on two sides at least, all along; a room seldom does on both sides of a face.
 * The second best of the four sides.
 */
export function borderLines({ frame, box }: PresentedFace): number {
  const { width, height } = frame;
  const far = REACH * box.width;
  const near = NEAREST * box.width;
  const top = Math.max(0, box.y - near);
  const bottom = Math.min(height - 1, box.y + box.height + near);
  const left = Math.max(0, box.x - near);
  const right = Math.min(width - 1, box.x + box.width + near);
  const across = (x: number, share: number): number => {
    const y = top + share * (bottom - top);
    return lumaAt(frame, x + 1, y) - lumaAt(frame, x - 2, y);
  };
  const along = (y: number, share: number): number => {
    const x = left + share * (right - left);
    return lumaAt(frame, x, y + 1) - lumaAt(frame, x, y - 2);
  };
  const sides = [
    best(across, box.x - far, box.x - near, width),
    best(across, box.x + box.width + near, box.x + box.width + far, width),
    best(along, box.y - far, box.y - near, height),
    best(along, box.y + box.height + near, box.y + box.height + far, height),
  ].sort((a, b) => b - a);
  return sides[1] ?? 0;
}

/** The largest share of a line's points with a step of one sign, over all lines from `from` to `to` inside the frame. */
function best(step: (at: number, share: number) => number, from: number, to: number, size: number): number {
  let largest = 0;
  const last = Math.min(size - 3, Math.floor(to));
  for (let at = Math.max(2, Math.ceil(from)); at <= last; at++) {
    let up = 0;
    let down = 0;
    for (let i = 0; i < POINTS; i++) {
      const difference = step(at, (i + 0.5) / POINTS);
      if (difference > EDGE) up++;
      else if (difference < -EDGE) down++;
    }
    largest = Math.max(largest, up / POINTS, down / POINTS);
  }
  return largest;
}
