import { describe, expect, it } from 'vitest';
import { cllr, minCllr } from './cllr';

const trials = (genuine: readonly number[], impostor: readonly number[]) => [
  ...genuine.map((score) => ({ same: true, score })),
  ...impostor.map((score) => ({ same: false, score })),
];

describe('the cost of log-likelihood ratios', () => {
  it('is one bit for somebody who says nothing', () => {
    expect(cllr(trials([0, 0], [0, 0, 0]))).toBeCloseTo(1, 12);
  });

  it('is nothing for an oracle, and large for a liar, without overflow', () => {
    expect(cllr(trials([1000], [-1000]))).toBe(0);
    expect(cllr(trials([-1000], [1000]))).toBeCloseTo(1000 / Math.LN2, 6);
  });

  it('is what its definition says', () => {
    const expected =
      (Math.log2(1 + Math.exp(-1)) + (Math.log2(1 + Math.exp(-2)) + Math.log2(1 + Math.exp(0.5))) / 2) / 2;
    expect(cllr(trials([1], [-2, 0.5]))).toBeCloseTo(expected, 12);
  });
});

describe('the least cost', () => {
  it('is nothing where scores separate, and one bit where they are all the same', () => {
    expect(minCllr(trials([3, 4], [1, 2]))).toBe(0);
    expect(minCllr(trials([1, 1], [1, 1, 1]))).toBeCloseTo(1, 12);
  });

  it('pools what is out of order', () => {
    // By rising score: impostor, genuine, impostor, genuine. The middle two are pooled to a ratio of one: a bit for half of each kind.
    expect(minCllr(trials([2, 4], [1, 3]))).toBeCloseTo(0.5, 12);
  });

  it('of scores in reverse order is one bit: no monotonic map helps', () => {
    expect(minCllr(trials([1, 2], [3, 4]))).toBeCloseTo(1, 12);
  });

  it('is never more than the cost, and does not change under a monotonic map', () => {
    const some = trials([0.5, 2, 3, -1, 4], [-3, -0.5, 1, -2, -4, 0]);
    expect(minCllr(some)).toBeLessThan(cllr(some));
    expect(minCllr(some.map(({ same, score }) => ({ same, score: Math.exp(score) })))).toBeCloseTo(minCllr(some), 12);
  });
});
