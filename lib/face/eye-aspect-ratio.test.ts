import { expect, it } from 'vitest';
import { eyeAspectRatio, mouthOpening } from './eye-aspect-ratio';

function faceWith(lids: number, lips: number): Float32Array {
  const landmarks = new Float32Array(136);
  const place = (index: number, x: number, y: number): void => landmarks.set([x, y], index * 2);
  for (const [from, left] of [
    [36, 100],
    [42, 200],
  ] as const) {
    place(from, left, 100);
    place(from + 3, left + 40, 100);
    place(from + 1, left + 12, 100 - lids / 2);
    place(from + 2, left + 28, 100 - lids / 2);
    place(from + 5, left + 12, 100 + lids / 2);
    place(from + 4, left + 28, 100 + lids / 2);
  }
  place(60, 140, 200);
  place(64, 200, 200);
  for (const [upper, lower, x] of [
    [61, 67, 155],
    [62, 66, 170],
    [63, 65, 185],
  ] as const) {
    place(upper, x, 200 - lips / 2);
    place(lower, x, 200 + lips / 2);
  }
  return landmarks;
}

it('measures how far eyes and mouth are open, against their width', () => {
  expect(eyeAspectRatio(faceWith(12, 0))).toBeCloseTo(0.3);
  expect(eyeAspectRatio(faceWith(2, 0))).toBeCloseTo(0.05);
  expect(mouthOpening(faceWith(12, 0))).toBeCloseTo(0);
  expect(mouthOpening(faceWith(12, 30))).toBeCloseTo(0.5);
});

it('calls an eye without width closed', () => {
  expect(eyeAspectRatio(new Float32Array(136))).toBe(0);
});
