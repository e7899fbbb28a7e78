import { describe, expect, it } from 'vitest';
import { lfwAccuracy, type ScoredPair } from './lfw';

const fold = (...pairs: [boolean, number | undefined][]): ScoredPair[] =>
  pairs.map(([same, score]) => ({ same, score }));

describe('the LFW protocol', () => {
  it('is right about everything where scores are apart', () => {
    const easy = fold([true, 0.9], [false, 0.1]);
    expect(lfwAccuracy([easy, easy, easy])).toEqual({ meanAccuracy: 1, standardError: 0 });
  });

  it('takes the threshold from the other folds, not from the fold itself', () => {
    // On its own the last fold would be split at 0.4 without an error; the others say 0.76.
    const others = fold([true, 0.85], [true, 0.8], [false, 0.72], [false, 0.7]);
    const { meanAccuracy } = lfwAccuracy([others, others, fold([true, 0.5], [false, 0.3])]);
    expect(meanAccuracy).toBeCloseTo((1 + 1 + 0.5) / 3, 12);
  });

  it('gives the standard error of the mean', () => {
    const easy = fold([true, 0.9], [false, 0.1]);
    const hard = fold([true, 0.2], [false, 0.1]);
    const { meanAccuracy, standardError } = lfwAccuracy([easy, easy, hard, easy]);
    expect(meanAccuracy).toBeCloseTo(0.875, 12);
    expect(standardError).toBeCloseTo(0.25 / Math.sqrt(4), 12);
  });

  it('counts a pair without a face as called different', () => {
    const easy = fold([true, 0.9], [false, 0.1]);
    expect(lfwAccuracy([easy, easy, fold([true, undefined], [false, undefined])]).meanAccuracy).toBeCloseTo(
      2.5 / 3,
      12,
    );
  });

  it('needs folds', () => {
    expect(() => lfwAccuracy([fold([true, 1])])).toThrow(RangeError);
  });
});
