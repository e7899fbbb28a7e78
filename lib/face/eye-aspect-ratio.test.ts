import { expect, it } from 'vitest';
import { eyeAspectRatio } from './eye-aspect-ratio';

function faceWith(lids: number): Float32Array {
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

  return landmarks;
}

it('measures how far eyes are open, against their width', () => {
  expect(eyeAspectRatio(faceWith(12))).toBeCloseTo(0.3);
  expect(eyeAspectRatio(faceWith(2))).toBeCloseTo(0.05);
});

it('calls an eye without width closed', () => {
  expect(eyeAspectRatio(new Float32Array(136))).toBe(0);
});
