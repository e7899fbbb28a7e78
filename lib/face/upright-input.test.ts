import { expect, it } from 'vitest';
import { uprightSquare } from './align';
import { MEAN_FACE } from './mean-face';
import { mirrored, uprightPixels } from './upright-input';

/** Red grows by one each column, green by one each row. */
const frame = {
  width: 100,
  height: 80,
  data: Uint8Array.from({ length: 100 * 80 * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [pixel % 100, Math.floor(pixel / 100), 50][i % 3]!;
  }),
};

/** The mean face, turned, `size` pixels large, its middle at a point. */
function meanFace(x: number, y: number, size: number, roll: number): Float32Array {
  const landmarks = new Float32Array(136);
  for (const [index, u, v] of MEAN_FACE) {
    const [right, down] = [(u - 0.5) * size, (v - 0.5) * size];
    landmarks[index * 2] = x + right * Math.cos(roll) - down * Math.sin(roll);
    landmarks[index * 2 + 1] = y + right * Math.sin(roll) + down * Math.cos(roll);
  }
  return landmarks;
}

it.each([0, 0.3, -1.2])(
  'finds the mean face again that leans by %d, and leaves a quarter of its size around it',
  (roll) => {
    const square = uprightSquare(meanFace(150, 160, 100, roll));
    expect(square.middle).toEqual({ x: expect.closeTo(150, 3), y: expect.closeTo(160, 3) });
    expect(square.side).toBeCloseTo(150, 3);
    expect(square.roll).toBeCloseTo(roll, 4);
  },
);

it('is moved little by one landmark that is off', () => {
  const landmarks = meanFace(150, 160, 100, 0);
  landmarks[48 * 2] = landmarks[48 * 2]! + 10;
  const square = uprightSquare(landmarks);
  expect(Math.hypot(square.middle.x - 150, square.middle.y - 160)).toBeLessThan(0.5);
});

it('has no size where all landmarks coincide', () => {
  expect(uprightSquare(new Float32Array(136).fill(7)).side).toBe(0);
});

it('turns each row of each plane round in a mirror', () => {
  const seen = new Float32Array(12);
  mirrored(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 2, seen);
  expect([...seen]).toEqual([2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11]);
});

it('copies an upright square of its own size', () => {
  const square = { middle: { x: 40, y: 37 }, side: 100, roll: 0 };
  const pixels = uprightPixels({ frame, square }, 100);
  // The middle lies at (50, 50) of the square, so column 12 of row 20 shows the frame's (2, 7).
  expect(pixels[20 * 100 + 12]).toBeCloseTo(2, 4);
  expect(pixels[10_000 + 20 * 100 + 12]).toBeCloseTo(7, 4);
  expect(pixels[20_000 + 20 * 100 + 12]).toBeCloseTo(50, 4);
  expect(pixels[20 * 100 + 9]).toBe(0);
});

it('turns a leaning face upright', () => {
  const square = { middle: { x: 40, y: 30 }, side: 20, roll: Math.PI / 2 };
  const pixels = uprightPixels({ frame, square }, 20);
  // To the right in the square is down in the frame.
  expect(pixels[400 + 8 * 20 + 14]! - pixels[400 + 8 * 20 + 10]!).toBeCloseTo(4, 4);
  expect(pixels[8 * 20 + 14]! - pixels[8 * 20 + 10]!).toBeCloseTo(0, 4);
});

it('averages what it shrinks', () => {
  const stripes = { ...frame, data: frame.data.map((_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 200)) };
  const pixels = uprightPixels({ frame: stripes, square: { middle: { x: 50, y: 43 }, side: 60, roll: 0 } }, 30);
  for (const value of pixels.subarray(0, 900)) expect(value).toBeCloseTo(100, 3);
});

it('takes no more samples than it is told to, of the same places', () => {
  const square = { middle: { x: 50, y: 40 }, side: 60, roll: 0 };
  const all = uprightPixels({ frame, square }, 10);
  const few = uprightPixels({ frame, square }, 10, undefined, 2);
  expect(few).toHaveLength(all.length);
  few.forEach((value, i) => {
    expect(value).toBeCloseTo(all[i] as number, 3);
  });
});
