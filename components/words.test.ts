import { describe, expect, it } from 'vitest';
import { errorStatus } from '@/lib/errors';
import { errorWords, waitWords } from './words';

describe('the words for errors', () => {
  it('has one finished sentence for every code', () => {
    expect(Object.keys(errorWords).sort()).toEqual(Object.keys(errorStatus).sort());
    for (const text of Object.values(errorWords)) expect(text).toMatch(/^[A-Z].+\.$/);
  });

  it('tells the same calm sentence for every fault of the server', () => {
    const faults = Object.entries(errorStatus).filter(([, status]) => status === 500);
    const texts = new Set(faults.map(([code]) => errorWords[code as keyof typeof errorWords]));
    expect(texts.size).toBe(1);
  });

  it('never says which part of a log-in failed', () => {
    expect(errorWords.not_recognised).not.toMatch(/face|voice|name/i);
  });
});

describe('waitWords', () => {
  it.each([
    [160, '2 minutes 40 seconds'],
    [61, '1 minute 1 second'],
    [60, '1 minute'],
    [59.2, '1 minute'],
    [1, '1 second'],
    [0, '1 second'],
  ])('says %d seconds as "%s"', (seconds, words) => {
    expect(waitWords(seconds)).toBe(words);
  });
});
