import { describe, expect, it } from 'vitest';
import { centre, distance, eyeCornerDistance, PARTS, point } from './landmarks';

/** 68 points, of which those named lie where they are told. */
function landmarks(places: Record<number, [number, number]>): Float32Array {
  return Float32Array.from(Array.from({ length: 68 }, (_, index) => places[index] ?? [-1, -1]).flat());
}

describe('68 landmarks', () => {
  it('tell the distance of the outer eye corners, whichever way the head leans', () => {
    expect(eyeCornerDistance(landmarks({ 36: [100, 200], 45: [190, 200] }))).toBe(90);
    expect(eyeCornerDistance(landmarks({ 36: [100, 200], 45: [160, 280] }))).toBe(100);
    expect(eyeCornerDistance(landmarks({ 36: [160, 280], 45: [100, 200] }))).toBe(100);
  });

  it('measure from the outer corners, not the inner ones', () => {
    expect(eyeCornerDistance(landmarks({ 36: [0, 0], 39: [30, 0], 42: [60, 0], 45: [90, 0] }))).toBe(90);
  });

  it('have no distance where all of them coincide', () => {
    expect(eyeCornerDistance(new Float32Array(136).fill(5))).toBe(0);
  });

  it('are read in pairs, and only where there are any', () => {
    expect(point(landmarks({ 8: [3, 4] }), 8)).toEqual({ x: 3, y: 4 });
    expect(() => point(new Float32Array(136), 68)).toThrow(RangeError);
    expect(() => eyeCornerDistance(new Float32Array(10))).toThrow('landmark 36 of 5');
  });

  it('have the mean of a part as its centre', () => {
    const eye: Record<number, [number, number]> = {
      36: [0, 2],
      37: [2, 0],
      38: [4, 0],
      39: [6, 2],
      40: [4, 4],
      41: [2, 4],
    };
    expect(centre(landmarks(eye), PARTS.leftEye)).toEqual({ x: 3, y: 2 });
    expect(distance({ x: 0, y: 0 }, { x: 3, y: 4 })).toBe(5);
  });
});
