import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import { l2Normalise } from '@/lib/math/vector';
import { linkage, type Owned } from './template-protection';
import { areaUnderCurve, systemUnlinkability } from './unlinkability';

/** People with a direction each, seen again and again with noise: cosines of some 0.8 with themselves. */
function people(count: number, samplesEach: number, dimensions = 192): Owned[] {
  const random = seededRandom(11);
  const direction = () => Float32Array.from({ length: dimensions }, () => gaussian(random));
  return Array.from({ length: count }, (_, person) => {
    const own = direction();
    return Array.from({ length: samplesEach }, () => ({
      subject: String(person),
      embedding: l2Normalise(own.map((value) => value + 0.5 * gaussian(random))),
    }));
  }).flat();
}

describe('templates of one person under two data keys', () => {
  const samples = people(75, 8);

  it('cannot be linked: pairs of one person are as pairs of strangers', () => {
    const { mated, nonMated } = linkage(samples, true);
    expect(mated.length).toBeGreaterThan(2000);
    const area = areaUnderCurve(mated, nonMated);
    expect(area).toBeGreaterThan(0.47);
    expect(area).toBeLessThan(0.53);
    expect(systemUnlinkability(mated, nonMated)).toBeLessThan(0.1);
  });

  it('could be linked without', () => {
    const { mated, nonMated } = linkage(samples, false);
    expect(areaUnderCurve(mated, nonMated)).toBeGreaterThan(0.99);
    expect(systemUnlinkability(mated, nonMated)).toBeGreaterThan(0.9);
  });
});

describe('the measures', () => {
  it('say 0.5 of equal scores, 1 and 0 of scores apart', () => {
    expect(areaUnderCurve([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect([areaUnderCurve([2, 3], [0, 1]), areaUnderCurve([0, 1], [2, 3])]).toEqual([1, 0]);
    expect(areaUnderCurve([1, 2], [1])).toBe(0.75);
    expect(systemUnlinkability([1, 2, 3], [1, 2, 3])).toBe(0);
    expect(systemUnlinkability([9, 10], [0, 1])).toBeCloseTo(1);
  });
});
