import { describe, expect, it } from 'vitest';
import { BURST_FRAMES, RECORDING_SECONDS } from '@/lib/media/capture-limits';
import { areBurstTimes, burstTimes } from './burst-times';

const asked = burstTimes(BURST_FRAMES, 1000 * RECORDING_SECONDS);
const at = (i: number, time: number): number[] => asked.with(i, time);

describe('burstTimes', () => {
  it('spreads the frames evenly, none at the edges', () => {
    expect(burstTimes(4, 4000)).toEqual([500, 1500, 2500, 3500]);
  });
});

describe('the times of a burst', () => {
  it.each([
    ['as asked', asked],
    ['with a frame that is late by a third of a second', at(3, asked[3]! + 333)],
    ['of a device that was busy for two seconds', asked.map((time, i) => time + (i < 3 ? 0 : 1800))],
  ])('may be those %s', (_, times) => {
    expect(areBurstTimes(times)).toBe(true);
  });

  it.each([
    ['of no frames', []],
    ['of one frame', [100]],
    ['of a frame too few', asked.slice(1)],
    ['of a frame too many', [...asked, asked.at(-1)! + 600]],
    ['of two frames in one moment', at(1, asked[0]!)],
    ['of frames in another order', asked.toReversed()],
    ['from before the recording', at(0, -1)],
    ['far apart', asked.map((time, i) => time + (i < 3 ? 0 : 2500))],
    ['after the longest recording', asked.map((time) => time + 6000)],
    ['that are no numbers', at(2, Number.NaN)],
    ['that never end', at(7, Number.POSITIVE_INFINITY)],
  ])('are not those %s', (_, times) => {
    expect(areBurstTimes(times)).toBe(false);
  });
});
