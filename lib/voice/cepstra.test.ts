import { describe, expect, it } from 'vitest';
import { COEFFICIENTS, cepstra } from './cepstra';
import { MEL_BINS } from './filterbank';

const wave = (coefficient: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: MEL_BINS }, (_, bin) => Math.cos((Math.PI * coefficient * (bin + 0.5)) / MEL_BINS));

describe('cepstral coefficients', () => {
  it.each([1, 2, 7, 12])('are one value for a spectrum that is cosine %i, and its length is kept', (coefficient) => {
    const { data, frames } = cepstra({ data: wave(coefficient), frames: 1 });
    expect([frames, data.length]).toEqual([1, COEFFICIENTS]);
    data.forEach((value, i) => {
      expect(value).toBeCloseTo(i === coefficient - 1 ? Math.sqrt(MEL_BINS / 2) : 0, 4);
    });
  });

  it('leave the loudness out: coefficient 0', () => {
    const quiet = cepstra({ data: wave(3), frames: 1 });
    const loud = cepstra({ data: wave(3).map((value) => value + 9), frames: 1 });
    loud.data.forEach((value, i) => {
      expect(value).toBeCloseTo(quiet.data[i]!, 4);
    });
  });

  it('leave fine structure above coefficient 12 out', () => {
    for (const value of cepstra({ data: wave(13), frames: 1 }).data) expect(value).toBeCloseTo(0, 4);
  });

  it('lie row by row', () => {
    const data = new Float32Array(2 * MEL_BINS);
    data.set(wave(2), MEL_BINS);
    const both = cepstra({ data, frames: 2 });
    expect(both.data[1]).toBe(0);
    expect(both.data[COEFFICIENTS + 1]).toBeCloseTo(Math.sqrt(MEL_BINS / 2), 4);
  });
});
