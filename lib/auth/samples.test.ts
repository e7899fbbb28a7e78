import { describe, expect, it } from 'vitest';
import type { StoredSample } from '@/lib/storage/attempts';
import { gatherSamples } from './samples';

const sample = (index: number, others?: Record<string, Float32Array[]>): StoredSample => ({
  modality: 'voice',
  index,
  template: { model: 'first', embeddings: [Float32Array.of(index)], ...(others && { others }) },
});

describe('samples as a template', () => {
  it('keep what the others have of each, in order', () => {
    const samples = [0, 1, 2, 3].map((index) => sample(index, { second: [Float32Array.of(10 + index)] }));
    expect(gatherSamples(samples, 'voice')).toEqual({
      model: 'first',
      embeddings: [Float32Array.of(0), Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)],
      others: { second: [Float32Array.of(10), Float32Array.of(11), Float32Array.of(12), Float32Array.of(13)] },
    });
  });

  it('leave out another model that came or went between two recordings', () => {
    const known = { second: [Float32Array.of(1)] };
    for (const others of [
      [known, undefined, known, known],
      [undefined, known, known, known],
      [known, known, known, { third: known.second }],
    ])
      expect(
        gatherSamples(
          others.map((each, index) => sample(index, each)),
          'voice',
        ),
      ).not.toHaveProperty('others');
  });
});
