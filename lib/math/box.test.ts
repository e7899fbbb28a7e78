import { describe, expect, it } from 'vitest';
import { coverArea, intersectionOverUnion } from './box';

it('measures overlap', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(intersectionOverUnion(box, box)).toBe(1);
  expect(intersectionOverUnion(box, { ...box, x: 5 })).toBeCloseTo(1 / 3);
  expect(intersectionOverUnion(box, { ...box, x: 10 })).toBe(0);
});

describe('coverArea', () => {
  it('takes a 4:3 picture whole', () => {
    expect(coverArea(1280, 960, 640, 480)).toEqual({ x: 0, y: 0, width: 1280, height: 960 });
  });

  it('cuts the sides of a wide picture', () => {
    expect(coverArea(1920, 1080, 640, 480)).toEqual({ x: 240, y: 0, width: 1440, height: 1080 });
  });

  it('cuts above and below in a phone held upright', () => {
    expect(coverArea(480, 640, 640, 480)).toEqual({ x: 0, y: 140, width: 480, height: 360 });
  });
});
