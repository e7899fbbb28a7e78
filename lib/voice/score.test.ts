import { describe, expect, it } from 'vitest';
import { l2Normalise } from '@/lib/math/vector';
import { cohortStatistics, normaliseScore, scoreVoice } from './score';

const east = Float32Array.of(1, 0);
const north = Float32Array.of(0, 1);
const northEast = l2Normalise(Float32Array.of(1, 1));

describe('the score of a voice', () => {
  it('is taken with the mean and with every sample', () => {
    const score = scoreVoice(east, [east, north]);
    expect(score.mean).toBeCloseTo(Math.SQRT1_2);
    expect(score.samples[0]).toBeCloseTo(1);
    expect(score.samples[1]).toBeCloseTo(0);
  });

  it('is normalised where a cohort is given', () => {
    const cohort = { data: Float32Array.of(...northEast, ...north, ...east), dimensions: 2 };
    const { mean, normalised } = scoreVoice(northEast, [east, east], cohort);
    const expected = normaliseScore(mean, cohortStatistics(east, cohort), cohortStatistics(northEast, cohort));
    expect(normalised).toBeCloseTo(expected);
    expect(scoreVoice(northEast, [east])).not.toHaveProperty('normalised');
  });

  it('needs somebody enrolled, with the same model', () => {
    expect(() => scoreVoice(east, [])).toThrow(RangeError);
    expect(() => scoreVoice(east, [Float32Array.of(1, 0, 0)])).toThrow(RangeError);
  });
});

describe('cohort statistics', () => {
  const cohort = { data: Float32Array.of(...east, ...northEast, ...north, -1, 0), dimensions: 2 };

  it('are those of the nearest members', () => {
    const { mean, deviation } = cohortStatistics(east, cohort, 2);
    expect(mean).toBeCloseTo((1 + Math.SQRT1_2) / 2);
    expect(deviation).toBeCloseTo((1 - Math.SQRT1_2) / 2);
  });

  it('are those of the whole cohort when it is smaller than asked for', () => {
    expect(cohortStatistics(east, cohort, 100).mean).toBeCloseTo((1 + Math.SQRT1_2 + 0 - 1) / 4);
  });

  it('refuse a cohort of another model', () => {
    expect(() => cohortStatistics(Float32Array.of(1, 0, 0), cohort)).toThrow(RangeError);
    expect(() => cohortStatistics(east, { data: new Float32Array(0), dimensions: 2 })).toThrow(RangeError);
  });
});

describe('score normalisation', () => {
  const reference = { mean: 0.2, deviation: 0.1 };
  const probe = { mean: 0.1, deviation: 0.05 };

  it('averages the standard deviations above both sides', () => {
    expect(normaliseScore(0.4, reference, probe)).toBeCloseTo((2 + 6) / 2);
  });

  it('is the same from both sides', () => {
    expect(normaliseScore(0.4, probe, reference)).toBe(normaliseScore(0.4, reference, probe));
  });

  it('takes a voice that sounds like everybody for less than one that does not', () => {
    const common = { mean: 0.4, deviation: 0.1 };
    expect(normaliseScore(0.5, common, probe)).toBeLessThan(normaliseScore(0.5, reference, probe));
  });

  it('refuses a cohort without spread', () => {
    expect(() => normaliseScore(0.4, { mean: 0.2, deviation: 0 }, probe)).toThrow(RangeError);
  });
});
