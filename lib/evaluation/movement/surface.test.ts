import { describe, expect, it } from 'vitest';
import { crease, cylinder, FLAT, halfBack, type Shape, STRAIGHT, seenOn } from './surface';

describe('a picture in hands', () => {
  it('is seen as it is when it is flat and straight', () => {
    const [u, v] = seenOn(FLAT, STRAIGHT)(0.5, -0.4) ?? [];
    expect(u).toBeCloseTo(0.5, 1);
    expect(v).toBeCloseTo(-0.4, 1);
  });

  it('is narrower when it is turned, and the side that comes nearer is larger', () => {
    const look = seenOn(FLAT, { ...STRAIGHT, yaw: 40 });
    const [right, left] = [look(0.5, 0)?.[0] ?? 0, look(-0.5, 0)?.[0] ?? 0];
    expect(right).toBeGreaterThan(0.6);
    expect(Math.abs(right - Math.abs(left))).toBeGreaterThan(0.02);
  });

  it.each<[string, Shape]>([
    ['bent', cylinder(1.3)],
    ['creased', crease(35)],
    ['half bent back', halfBack(60, 1)],
  ])('shows its midline as an upright line when it is %s and turned', (_, shape) => {
    const look = seenOn(shape, { ...STRAIGHT, yaw: 30 });
    for (const y of [-0.5, 0, 0.5, 1]) expect(look(0, y)?.[0]).toBeCloseTo(0, 1);
  });

  it('ends somewhere', () => {
    expect(seenOn(FLAT, STRAIGHT)(50, 0)).toBeUndefined();
  });
});
