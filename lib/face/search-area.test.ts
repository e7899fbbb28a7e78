import { expect, it } from 'vitest';
import { surroundings, wholeFrame } from './search-area';

it('searches a whole frame at full size, with some black beside it', () => {
  const region = { x: 0, y: 0, width: 640, height: 480 };
  expect(wholeFrame(640, 480)).toEqual({ region, input: { width: 512, height: 416 } });
  expect(wholeFrame(1080, 1920).input).toEqual({ width: 320, height: 512 });
  expect(wholeFrame(700, 700).input).toEqual({ width: 512, height: 512 });
  expect(wholeFrame(1000, 1).input).toEqual({ width: 512, height: 64 });
});

it('searches around a face', () => {
  const { region, input } = surroundings({ x: 300, y: 200, width: 80, height: 100 }, 640, 480);
  expect(region).toEqual({ x: 253, y: 163, width: 175, height: 175 });
  expect(input).toEqual({ width: 192, height: 192 });
});

it('never leaves the frame', () => {
  expect(surroundings({ x: -10, y: 400, width: 80, height: 100 }, 640, 480).region).toEqual({
    x: 0,
    y: 305,
    width: 175,
    height: 175,
  });
  expect(surroundings({ x: 100, y: 0, width: 400, height: 470 }, 640, 480).region).toEqual({
    x: 0,
    y: 0,
    width: 640,
    height: 480,
  });
});
