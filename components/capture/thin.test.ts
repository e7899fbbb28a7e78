import { describe, expect, it } from 'vitest';
import { thinned } from './thin';

describe('thinned moments', () => {
  it('are all of them where there are few', () => {
    expect(thinned([0, 5, 9], 3)).toEqual([0, 1, 2]);
    expect(thinned([], 3)).toEqual([]);
  });

  it('lie evenly, from the first to the last', () => {
    const times = Array.from({ length: 33 }, (_, i) => i * 250);
    const kept = thinned(times, 8).map((i) => times[i]!);
    expect(kept).toHaveLength(8);
    expect([kept[0], kept.at(-1)]).toEqual([0, 8000]);
    const gaps = kept.slice(1).map((time, i) => time - kept[i]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2000);
  });

  it('keep as many of the first as are wanted', () => {
    const times = Array.from({ length: 50 }, (_, i) => i * 125);
    const kept = thinned(times, 24, { first: 3 });
    expect(kept).toHaveLength(24);
    expect([...kept.slice(0, 3), kept.at(-1)]).toEqual([0, 1, 2, 49]);
    expect(Math.max(...kept.slice(1).map((place, i) => place - kept[i]!))).toBeLessThanOrEqual(4);
  });

  it('are most where most happens, though never far apart', () => {
    const times = Array.from({ length: 60 }, (_, i) => i * 80);
    const along = times.map((time, i) => time + 600 * Math.min(5, Math.max(0, i - 50)));
    const kept = thinned(times, 24, { along, mostGap: 350 });
    expect(kept).toHaveLength(24);
    expect(kept).toEqual(expect.arrayContaining([50, 51, 52, 53, 54, 55]));
    expect(Math.max(...kept.slice(1).map((place, i) => times[place]! - times[kept[i]!]!))).toBeLessThanOrEqual(350);
  });

  it('are further apart where so few may stay that they have to be', () => {
    expect(thinned([0, 100, 200, 300, 400], 2, { mostGap: 150 })).toEqual([0, 4]);
  });

  it('leave what was sparse as it was', () => {
    const sparse = [2000, 2400, 2800, 3200];
    const times = [...Array.from({ length: 17 }, (_, i) => i * 125), ...sparse.map((time) => time + 125)];
    const kept = thinned(times, 14).map((i) => times[i]);
    for (const time of sparse) expect(kept).toContain(time + 125);
  });
});
