import { describe, expect, it } from 'vitest';
import { burstTimes } from './frames';

describe('burstTimes', () => {
  it('spreads the frames evenly, none at the edges', () => {
    expect(burstTimes(4, 4000)).toEqual([500, 1500, 2500, 3500]);
  });
});
