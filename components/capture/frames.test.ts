import { describe, expect, it } from 'vitest';
import { burstTimes, coverArea } from './frames';

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

describe('burstTimes', () => {
  it('spreads the frames evenly, none at the edges', () => {
    expect(burstTimes(4, 4000)).toEqual([500, 1500, 2500, 3500]);
  });
});
