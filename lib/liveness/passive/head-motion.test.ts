import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { headMotion } from './head-motion';
import type { PresentedFace } from './presented';

const random = seededRandom(9);
const box = { x: 220, y: 120, width: 200, height: 240 };
const landmarks = new Float32Array(136);

const isHead = (x: number, y: number): boolean => ((x - 320) / 110) ** 2 + ((y - 240) / 140) ** 2 < 1;

/** A burst of a patterned head before a patterned room, either of which moves by so many pixels a frame. */
function burst(head: number, room: number): PresentedFace[] {
  return Array.from({ length: 4 }, (_, i) => {
    const data = new Uint8Array(3 * 640 * 480);
    for (let y = 0; y < 480; y++) {
      for (let x = 0; x < 640; x++) {
        const moved = x + i * (isHead(x, y) ? head : room);
        const value = 120 + 50 * Math.sin(moved / 14) * Math.cos(y / 17) + 2 * gaussian(random);
        data.fill(value, 3 * (y * 640 + x), 3 * (y * 640 + x) + 3);
      }
    }
    return { frame: { data, width: 640, height: 480 }, box, landmarks };
  });
}

describe('the motion of a head', () => {
  it('is more than that of the room where a person sits', () => {
    expect(headMotion(burst(5, 0))).toBeGreaterThan(1);
  });

  it.each([
    ['a tripod', 0],
    ['a hand', 5],
  ])('is that of the room where a photograph is held by %s', (_, pixels) => {
    expect(Math.abs(headMotion(burst(pixels, pixels)) ?? Number.NaN)).toBeLessThan(0.3);
  });

  it('is unknown of one frame, and where there is no room to be seen', () => {
    const [first, second] = burst(5, 0) as [PresentedFace, PresentedFace];
    expect(headMotion([first])).toBeUndefined();
    const filling = { x: -40, y: -40, width: 720, height: 560 };
    expect(
      headMotion([
        { ...first, box: filling },
        { ...second, box: filling },
      ]),
    ).toBeUndefined();
  });
});
