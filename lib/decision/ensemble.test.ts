import { describe, expect, it } from 'vitest';
import { combinedSimilarity, speaksAgainst } from './ensemble';
import { logLikelihoodRatio } from './likelihood-ratio';

const first = { scale: 20, offset: -8 };
const second = { scale: 5, offset: -1 };

describe('an ensemble', () => {
  it('of one says what that one says, to the bit', () => {
    expect(combinedSimilarity({ similarity: 0.123_456_789, calibration: first }, [])).toBe(0.123_456_789);
  });

  it('of two has the mean of their log-likelihood ratios', () => {
    const opinions = [
      { similarity: 0.5, calibration: first },
      { similarity: 0.6, calibration: second },
    ] as const;
    const ratio = logLikelihoodRatio(combinedSimilarity(opinions[0], [opinions[1]]), first);
    expect(ratio).toBeCloseTo((logLikelihoodRatio(0.5, first) + logLikelihoodRatio(0.6, second)) / 2, 10);
  });

  it('that agrees says no more than one of its members', () => {
    const one = { similarity: 0.55, calibration: first };
    expect(combinedSimilarity(one, [one, one])).toBeCloseTo(0.55, 10);
  });

  it('lets a member that hears a stranger take from one that hears the person', () => {
    const person = { similarity: 0.7, calibration: first };
    expect(combinedSimilarity(person, [{ similarity: -0.2, calibration: second }])).toBeLessThan(0.7);
  });

  it('never leaves the range of similarities', () => {
    const steep = { scale: 0.1, offset: 0 };
    const sure = { similarity: 1, calibration: { scale: 100, offset: 0 } };
    expect(combinedSimilarity({ similarity: 1, calibration: steep }, [sure])).toBe(1);
    expect(combinedSimilarity({ similarity: 1, calibration: steep }, [{ ...sure, similarity: -1 }])).toBe(-1);
  });

  it('with a member that says NaN says NaN', () => {
    const [heard, broken] = [
      { similarity: 0.9, calibration: first },
      { similarity: Number.NaN, calibration: second },
    ];
    expect(combinedSimilarity(heard, [broken])).toBeNaN();
    expect(combinedSimilarity({ ...broken, calibration: first }, [])).toBeNaN();
  });
});

describe('a second opinion', () => {
  it.each([
    [3, 1, false],
    [-0.9, 1, false],
    [-1.1, 1, true],
    [-1.1, 0.7, false],
    [Number.NaN, 1, true],
    [undefined, 1, false],
  ])('of %s about a recording of weight %s speaks against: %s', (ratio, weight, against) => {
    expect(speaksAgainst(ratio, weight)).toBe(against);
  });
});
