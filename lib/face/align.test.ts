import { expect, it } from 'vitest';
import { clipToFrame, descriptorCrop } from './align';

/** Landmarks whose eyes and mouth sit at three points. */
function landmarksAt(leftEye: number[], rightEye: number[], mouth: number[]): Float32Array {
  const points = Array.from({ length: 68 }, (_, i) =>
    i >= 48 ? mouth : i >= 42 ? rightEye : i >= 36 ? leftEye : [0, 0],
  );
  return Float32Array.from(points.flat());
}

it('crops a square whose side is the distance from eyes to mouth divided by 0.45', () => {
  const face = {
    box: { x: 80, y: 60, width: 160, height: 200 },
    landmarks: landmarksAt([120, 140], [180, 140], [150, 200]),
  };
  // Eyes to mouth: sqrt(30^2 + 60^2) = 67.08; / 0.45 = 149. Centre (150, 160); 150 - 74.5 = 75.5; 160 - 64.07 = 95.93.
  expect(descriptorCrop(face, 640, 480)).toEqual({ x: 75, y: 95, width: 149, height: 149 });
});

it('cuts the crop off at the edge of the frame', () => {
  const face = {
    box: { x: 80, y: 60, width: 160, height: 200 },
    landmarks: landmarksAt([120, 140], [180, 140], [150, 200]),
  };
  expect(descriptorCrop(face, 200, 220)).toEqual({ x: 75, y: 95, width: 125, height: 125 });
});

it('limits a crop at the left edge to the width of the detected box, as face-api does', () => {
  const face = {
    box: { x: -5, y: 60, width: 100, height: 200 },
    landmarks: landmarksAt([20, 140], [80, 140], [50, 200]),
  };
  expect(descriptorCrop(face, 640, 480)).toEqual({ x: 0, y: 95, width: 95, height: 149 });
});

it('refuses a face outside the frame', () => {
  const face = {
    box: { x: 0, y: 0, width: 50, height: 50 },
    landmarks: landmarksAt([700, 140], [760, 140], [730, 200]),
  };
  expect(() => descriptorCrop(face, 640, 480)).toThrow(RangeError);
});

it('clips a box to whole pixels of the frame', () => {
  expect(clipToFrame({ x: -3.5, y: 10.7, width: 20.2, height: 600 }, 640, 480)).toEqual({
    x: 0,
    y: 10,
    width: 16,
    height: 469,
  });
});
