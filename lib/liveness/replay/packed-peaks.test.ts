import { describe, expect, it } from 'vitest';
import { packPeaks, unpackPeaks } from './packed-peaks';

const peaks = {
  times: Uint16Array.from([5, 300, 12]),
  pitches: Uint8Array.from([20, 20, 196]),
  frames: 309,
};

describe('packed peaks', () => {
  it('are the same after unpacking, from a part of other bytes too', () => {
    const bytes = packPeaks(peaks);
    expect(bytes).toHaveLength(11);
    expect(unpackPeaks(bytes)).toEqual(peaks);
    const inside = new Uint8Array([9, 9, ...bytes, 9]).subarray(2, 13);
    expect(unpackPeaks(inside)).toEqual(peaks);
  });

  it('are refused when bytes are missing, or lie after the end of the recording', () => {
    expect(() => unpackPeaks(packPeaks(peaks).subarray(1))).toThrow(RangeError);
    expect(() => unpackPeaks(new Uint8Array(0))).toThrow(RangeError);
    expect(() => unpackPeaks(packPeaks({ ...peaks, frames: 300 }))).toThrow(RangeError);
    expect(() => unpackPeaks(packPeaks({ ...peaks, frames: 60_000 }))).toThrow(RangeError);
  });
});
