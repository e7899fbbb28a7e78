import { describe, expect, it } from 'vitest';
import { mayUpdate, withNewest } from './template-update';

const now = new Date('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const far = { similarity: 0.7, threshold: 0.52 };
const near = { similarity: 0.6, threshold: 0.52 };

describe('a template update', () => {
  it.each([
    ['the first of a person, both far above', [far, far], undefined, true],
    ['a day after the last', [far, far], hoursAgo(24), true],
    ['an hour too early', [far, far], hoursAgo(23), false],
    ['after the clock went back', [far, far], hoursAgo(-48), false],
    ['one modality only just', [far, near], undefined, false],
    ['a score that is no number', [far, { ...far, similarity: Number.NaN }], undefined, false],
    ['a score beyond 1', [far, { ...far, similarity: 1.1 }], undefined, false],
    ['a threshold that is no number', [far, { ...far, threshold: Number.NaN }], undefined, false],
    ['nothing at all', [], undefined, false],
  ])('%s', (_, matches, last, expected) => {
    expect(mayUpdate(matches, last, now)).toBe(expected);
  });

  it('replaces the oldest, and only once there are two', () => {
    expect(withNewest([], 'a')).toEqual(['a']);
    expect(withNewest(['a'], 'b')).toEqual(['a', 'b']);
    expect(withNewest(['a', 'b'], 'c')).toEqual(['b', 'c']);
  });
});
