import { expect, it } from 'vitest';
import { placeLandmarks } from './landmark-output';
import { inputPixels } from './network-input';

/** A frame whose red is ten times the column and one for each row, green 200 and blue 0. */
function ramp(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set([(i % width) * 10 + Math.floor(i / width), 200, 0], i * 3);
  return { data, width, height };
}

const plane = (pixels: Float32Array, side: number, channel: number): number[] => [
  ...pixels.subarray(channel * side * side, (channel + 1) * side * side),
];

it('copies a square of the right size, plane by plane', () => {
  const frame = ramp(4, 4);
  const pixels = inputPixels([{ frame, x: 1, y: 2, width: 2, height: 2 }], {
    width: 2,
    height: 2,
    placement: 'centre',
  });
  expect(plane(pixels, 2, 0)).toEqual([12, 22, 13, 23]);
  expect(plane(pixels, 2, 1)).toEqual([200, 200, 200, 200]);
  expect(plane(pixels, 2, 2)).toEqual([0, 0, 0, 0]);
});

it('interpolates from the upper left corner, as TensorFlow does', () => {
  const frame = ramp(2, 2);
  const pixels = inputPixels([{ frame, x: 0, y: 0, width: 2, height: 2 }], {
    width: 4,
    height: 4,
    placement: 'centre',
  });
  expect(plane(pixels, 4, 0).slice(0, 8)).toEqual([0, 5, 10, 10, 0.5, 5.5, 10.5, 10.5]);
});

it('adds black below a wide picture, or on both sides', () => {
  const frame = ramp(4, 1);
  const region = { frame, x: 0, y: 0, width: 4, height: 1 };
  const rows = (placement: 'top-left' | 'centre'): number[] =>
    plane(inputPixels([region], { width: 4, height: 4, placement }), 4, 1).filter((_, i) => i % 4 === 0);
  expect(rows('top-left')).toEqual([200, 0, 0, 0]);
  // Three black rows: face-api puts the rounded half of them, two, behind.
  expect(rows('centre')).toEqual([0, 200, 0, 0]);
});

it('is the upper part of the square when it is less high', () => {
  const region = { frame: ramp(8, 4), x: 0, y: 0, width: 8, height: 4 };
  const whole = inputPixels([region], { width: 6, height: 6, placement: 'top-left' });
  const upper = inputPixels([region], { width: 6, height: 4, placement: 'top-left' });
  for (const channel of [0, 1, 2])
    expect([...upper.subarray(channel * 24, (channel + 1) * 24)]).toEqual(plane(whole, 6, channel).slice(0, 24));
});

it('puts regions one behind the other', () => {
  const frame = ramp(4, 4);
  const one = { frame, x: 0, y: 0, width: 2, height: 2 };
  const two = { frame, x: 2, y: 2, width: 2, height: 2 };
  const square = { width: 2, height: 2, placement: 'centre' } as const;
  expect([...inputPixels([one, two], square)]).toEqual([...inputPixels([one], square), ...inputPixels([two], square)]);
});

it('places landmarks from the corner of the box, past the black beside the crop', () => {
  const crop = { x: 10, y: 20, width: 50, height: 100 };
  const landmarks = placeLandmarks(Float32Array.of(0.5, 0.5, 0.25, 0), crop, {
    x: 10.5,
    y: 20.25,
    width: 50.5,
    height: 100,
  });
  expect([...landmarks]).toEqual([10.5 + 25, 20.25 + 50, 10.5, 20.25]);
});
