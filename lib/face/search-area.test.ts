import { describe, expect, it } from 'vitest';
import type { Box } from '@/lib/math/box';
import { seesEverybody, surroundings, together, wholeFrame } from './search-area';

it('searches a whole frame at one side, with some black beside it', () => {
  const region = { x: 0, y: 0, width: 640, height: 480 };
  expect(wholeFrame(640, 480, 512)).toEqual({ region, input: { width: 512, height: 416 } });
  expect(wholeFrame(1080, 1920, 512).input).toEqual({ width: 320, height: 512 });
  expect(wholeFrame(700, 700, 512).input).toEqual({ width: 512, height: 512 });
  expect(wholeFrame(1000, 1, 512).input).toEqual({ width: 512, height: 64 });
  expect(wholeFrame(640, 480, 256)).toEqual({ region, input: { width: 256, height: 224 } });
});

describe('looks at a frame of 640 x 480', () => {
  /** A face this high is the largest. */
  const seen = (height: number, ...sides: number[]): boolean =>
    seesEverybody(
      [{ box: { x: 0, y: 0, width: 40, height: 50 } }, { box: { x: 200, y: 100, width: 90, height } }],
      { width: 640, height: 480 },
      sides,
    );

  it('are enough where they leave out no height between the largest and half of it', () => {
    // Between the anchors 224 leaves out 200 to 251 pixels, which 320 sees; 320 leaves out 140 to 176, which 224 sees.
    expect(seen(350, 224)).toBe(false);
    expect(seen(350, 224, 320)).toBe(true);
    expect(seen(300, 320)).toBe(false);
    expect(seen(480, 224)).toBe(false);
    expect(seen(480, 320)).toBe(true);
  });

  it('are not enough where half of the largest is too small, until one is fine enough', () => {
    expect(seen(150, 224, 320)).toBe(false);
    expect(seen(150, 224, 320, 512)).toBe(true);
  });

  it('are not enough where they show nobody', () => {
    expect(seesEverybody([], { width: 640, height: 480 }, [224, 320, 512])).toBe(false);
  });
});

it('counts whom two looks show once, by the surer, the most certain first', () => {
  const at = (x: number, score: number): { box: Box; score: number } => ({
    box: { x, y: 0, width: 100, height: 100 },
    score,
  });
  const [first, again, surer, other] = [at(0, 0.9), at(30, 0.8), at(20, 0.95), at(80, 0.99)];
  expect(together([first], [again, other])).toEqual([other, first]);
  expect(together([first], [surer])).toEqual([surer]);
});

it('searches around a face', () => {
  const { region, input } = surroundings({ x: 300, y: 200, width: 80, height: 100 }, 640, 480);
  expect(region).toEqual({ x: 253, y: 163, width: 175, height: 175 });
  expect(input).toEqual({ width: 96, height: 96 });
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
