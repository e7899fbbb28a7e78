import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { digestOf, LooksAhead } from './looks-ahead';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what was seen ahead', () => {
  it('is told of the same bytes of the same attempt, and of no others', async () => {
    const ahead = new LooksAhead(1000);
    expect(ahead.claim('a')).toBe(true);
    ahead.keep('a', 'these', Promise.resolve('seen'));
    expect(await ahead.seen('a', 'these')).toBe('seen');
    expect(ahead.seen('a', 'others')).toBeUndefined();
    expect(ahead.seen('b', 'these')).toBeUndefined();
  });

  it('is looked at once, and waited for only when somebody looks', () => {
    const ahead = new LooksAhead(1000);
    expect([ahead.claim('a'), ahead.claim('a')]).toEqual([true, false]);
    expect(ahead.seen('a', 'these')).toBeUndefined();
  });

  it('is forgotten in time, with the attempt, and when there are too many', () => {
    const ahead = new LooksAhead(1000);
    const look = (attemptId: string): void => {
      ahead.claim(attemptId);
      ahead.keep(attemptId, 'these', Promise.resolve());
    };
    look('late');
    vi.advanceTimersByTime(1000);
    expect(ahead.seen('late', 'these')).toBeUndefined();
    look('over');
    ahead.forget('over');
    ahead.keep('over', 'these', Promise.resolve());
    expect(ahead.seen('over', 'these')).toBeUndefined();
    look('first');
    for (let i = 0; i < 256; i++) look(`another ${i}`);
    expect(ahead.seen('first', 'these')).toBeUndefined();
    expect(ahead.seen('another 0', 'these')).toBeDefined();
  });

  it('may have failed, which nobody has to hear', async () => {
    const ahead = new LooksAhead(1000);
    ahead.claim('a');
    ahead.keep('a', 'these', Promise.reject(new Error('no picture')));
    await expect(ahead.seen('a', 'these')).rejects.toThrow('no picture');
  });
});

it('a digest is of every part and of where each ends', () => {
  const [one, two] = [new Uint8Array([1, 2]), new Uint8Array([3])];
  const all = [
    digestOf(['said', one, two]),
    digestOf(['turn', one, two]),
    digestOf(['said', two, one]),
    digestOf(['said', new Uint8Array([1]), new Uint8Array([2, 3])]),
    digestOf(['said', one, two, 0]),
    digestOf(['said', one, two, 125]),
    digestOf(['said', one, two, 12, 5]),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(digestOf(['said', one, two])).toBe(all[0]);
});
