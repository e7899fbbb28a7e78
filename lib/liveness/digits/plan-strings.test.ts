import { describe, expect, it } from 'vitest';
import { seededBytes } from '@/lib/testing/random-bytes';
import { planStrings } from './plan-strings';

const plans = Array.from({ length: 500 }, (_, seed) => planStrings(seededBytes(seed)));

describe('what is said at sign-up', () => {
  it('is four strings of five digits, each digit twice', () => {
    for (const plan of plans) {
      expect(plan.map(({ length }) => length)).toEqual([5, 5, 5, 5]);
      expect(plan.flat().toSorted()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
    }
  });

  it('has no digit twice in a string', () => {
    for (const plan of plans) for (const digits of plan) expect(new Set(digits).size).toBe(5);
  });

  it('has no digit twice before the same digit', () => {
    for (const plan of plans) {
      const pairs = plan.flatMap((digits) => digits.slice(1).map((digit, i) => `${digits[i]}${digit}`));
      expect(new Set(pairs).size).toBe(16);
    }
  });

  it('is another one each time, with every digit in every place', () => {
    expect(new Set(plans.map((plan) => plan.join())).size).toBe(500);
    for (let place = 0; place < 20; place++) {
      expect(new Set(plans.map((plan) => plan.flat()[place])).size).toBe(10);
    }
  });
});
