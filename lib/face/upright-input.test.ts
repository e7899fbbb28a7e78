import { expect, it } from 'vitest';
import { uprightSquare } from './align';
import { uprightPixels } from './upright-input';

/** Red grows by one each column, green by one each row. */
const frame = {
  width: 100,
  height: 80,
  data: Uint8Array.from({ length: 100 * 80 * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [pixel % 100, Math.floor(pixel / 100), 50][i % 3]!;
  }),
};

function landmarksAt(leftEye: number[], rightEye: number[], mouth: number[]): Float32Array {
  const points = Array.from({ length: 68 }, (_, i) => (i >= 48 ? mouth : i >= 42 ? rightEye : leftEye));
  return Float32Array.from(points.flat());
}

it('places a square of which the distance from eyes to mouth is 0.45', () => {
  const square = uprightSquare(landmarksAt([120, 140], [180, 140], [150, 200]));
  expect(square.anchor).toEqual({ x: 150, y: 160 });
  expect(square.side).toBeCloseTo(Math.hypot(30, 60) / 0.45);
  expect(square.roll).toBe(0);
});

it('leans with the eyes', () => {
  expect(uprightSquare(landmarksAt([100, 100], [150, 150], [90, 160])).roll).toBeCloseTo(Math.PI / 4);
  expect(uprightSquare(landmarksAt([100, 100], [150, 50], [160, 130])).roll).toBeCloseTo(-Math.PI / 4);
});

it('copies an upright square of its own size', () => {
  const square = { anchor: { x: 40, y: 30 }, side: 100, roll: 0 };
  const pixels = uprightPixels({ frame, square }, 100);
  // The anchor lies at (50, 43) of the square, so column 12 of row 20 shows the frame's (2, 7).
  expect(pixels[20 * 100 + 12]).toBeCloseTo(2, 4);
  expect(pixels[10_000 + 20 * 100 + 12]).toBeCloseTo(7, 4);
  expect(pixels[20_000 + 20 * 100 + 12]).toBeCloseTo(50, 4);
  expect(pixels[20 * 100 + 9]).toBe(0);
});

it('turns a leaning face upright', () => {
  const square = { anchor: { x: 40, y: 30 }, side: 20, roll: Math.PI / 2 };
  const pixels = uprightPixels({ frame, square }, 20);
  // To the right in the square is down in the frame.
  expect(pixels[400 + 8 * 20 + 14]! - pixels[400 + 8 * 20 + 10]!).toBeCloseTo(4, 4);
  expect(pixels[8 * 20 + 14]! - pixels[8 * 20 + 10]!).toBeCloseTo(0, 4);
});

it('averages what it shrinks', () => {
  const stripes = { ...frame, data: frame.data.map((_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 200)) };
  const pixels = uprightPixels({ frame: stripes, square: { anchor: { x: 50, y: 43 }, side: 60, roll: 0 } }, 30);
  for (const value of pixels.subarray(0, 900)) expect(value).toBeCloseTo(100, 3);
});
