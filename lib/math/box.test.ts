import { expect, it } from 'vitest';
import { intersectionOverUnion } from './box';

it('measures overlap', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(intersectionOverUnion(box, box)).toBe(1);
  expect(intersectionOverUnion(box, { ...box, x: 5 })).toBeCloseTo(1 / 3);
  expect(intersectionOverUnion(box, { ...box, x: 10 })).toBe(0);
});
