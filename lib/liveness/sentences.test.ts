import { describe, expect, it } from 'vitest';
import { chooseSentences } from './sentences';

describe('the sentences to say', () => {
  it('are as many as asked for, all different', () => {
    const chosen = chooseSentences(3, Uint8Array.of(0, 0, 0, 0, 0, 0));
    expect(new Set(chosen).size).toBe(3);
  });

  it('depend on the random bytes alone', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
    expect(chooseSentences(3, bytes)).toEqual(chooseSentences(3, bytes));
    expect(chooseSentences(1, Uint8Array.of(0, 0))).not.toEqual(chooseSentences(1, Uint8Array.of(0, 1)));
  });

  it('refuse to come from too little randomness', () => {
    expect(() => chooseSentences(3, new Uint8Array(5))).toThrow(RangeError);
  });
});
