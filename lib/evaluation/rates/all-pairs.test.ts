import { describe, expect, it } from 'vitest';
import type { DataFile } from '@/lib/evaluation/data/folders';
import { allPairs } from './all-pairs';

const files: DataFile[] = [
  ...Array.from({ length: 30 }, (_, i) => ['often', i] as const),
  ...Array.from({ length: 4 }, (_, i) => ['seldom', i] as const),
  ['once', 0] as const,
].map(([subject, i]) => ({ path: `/data/${subject}/${i}`, file: `${subject}/${i}`, subject, group: '.' }));

const none = { genuinePerPerson: Number.POSITIVE_INFINITY, impostor: Number.POSITIVE_INFINITY };

describe('the pairs of a folder of people', () => {
  it('are all of them, each once, where the limits allow', () => {
    const { pairs, drawn } = allPairs(files, none);
    expect(drawn.of).toEqual({ genuine: 435 + 6, impostor: 120 + 30 + 4 });
    expect(pairs).toHaveLength((35 * 34) / 2);
    expect(new Set(pairs.map(({ a, b }) => [a, b].sort().join(' '))).size).toBe(pairs.length);
    expect(pairs.every(({ a, b, same }) => same === (a.split('/')[0] === b.split('/')[0]))).toBe(true);
  });

  it('are capped for each person alone, and for strangers together', () => {
    const { pairs } = allPairs(files, { genuinePerPerson: 10, impostor: 50 });
    const genuineOf = (person: string): number => pairs.filter(({ a, same }) => same && a.startsWith(person)).length;
    expect(genuineOf('often')).toBe(10);
    expect(genuineOf('seldom')).toBe(6);
    expect(pairs.filter(({ same }) => !same)).toHaveLength(50);
  });

  it('are the same ones in every run', () => {
    const limits = { genuinePerPerson: 10, impostor: 50 };
    expect(allPairs(files, limits)).toEqual(allPairs(files, limits));
  });

  it('are drawn evenly: as many from the first half of the files as from the second', () => {
    const { pairs } = allPairs(files, { ...none, genuinePerPerson: 200 });
    const drawn = pairs.filter(({ a, same }) => same && a.startsWith('often'));
    const ofFirst = drawn.filter(({ a, b }) => Number(a.split('/')[1]) < 15 && Number(b.split('/')[1]) < 15).length;
    // 105 of 435 pairs: 48 are expected, with a deviation of 4.5.
    expect(Math.abs(ofFirst - 48)).toBeLessThan(14);
  });
});
