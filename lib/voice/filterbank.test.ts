import { describe, expect, it } from 'vitest';
import { goldenAudio, goldenValues } from '@/lib/testing/golden-voice';
import { FRAME_LENGTH, filterbank, frameCount, MEL_BINS, meanNormalise } from './filterbank';

describe.each(['voice', 'chirp'] as const)('the filterbank of %s', (name) => {
  const golden = goldenValues(name);
  const features = filterbank(goldenAudio(name));

  it('has as many frames as the reference', () => {
    expect(features.frames).toBe(golden.frames);
    expect(features.data).toHaveLength(golden.frames * MEL_BINS);
  });

  it('equals the reference within 1e-3', () => {
    for (const [row, values] of Object.entries(golden.filterbank)) {
      const at = Number(row) * MEL_BINS;
      values.forEach((value, bin) => {
        expect(Math.abs((features.data[at + bin] as number) - value)).toBeLessThan(1e-3);
      });
    }
  });

  it('has the mean over time of the reference within 1e-3', () => {
    golden.meanOverFrames.forEach((value, bin) => {
      let sum = 0;
      for (let frame = 0; frame < features.frames; frame++) sum += features.data[frame * MEL_BINS + bin] as number;
      expect(Math.abs(sum / features.frames - value)).toBeLessThan(1e-3);
    });
  });
});

describe('frames', () => {
  it('need their full length', () => {
    expect(frameCount(FRAME_LENGTH - 1)).toBe(0);
    expect(frameCount(FRAME_LENGTH)).toBe(1);
    expect(filterbank(new Float32Array(16))).toEqual({ data: new Float32Array(0), frames: 0 });
  });

  it('of digital silence stay finite', () => {
    expect(filterbank(new Float32Array(1600)).data.every(Number.isFinite)).toBe(true);
  });
});

describe('mean normalisation', () => {
  it('leaves every bin with a mean of zero and does not touch its input', () => {
    const features = filterbank(goldenAudio('voice'));
    const before = features.data.slice();
    const { data, frames } = meanNormalise(features);
    for (let bin = 0; bin < MEL_BINS; bin++) {
      let sum = 0;
      for (let frame = 0; frame < frames; frame++) sum += data[frame * MEL_BINS + bin] as number;
      expect(Math.abs(sum / frames)).toBeLessThan(1e-4);
    }
    expect(features.data).toEqual(before);
  });
});
