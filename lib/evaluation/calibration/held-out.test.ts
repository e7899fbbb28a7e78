import { expect, it } from 'vitest';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { gaussian, seededRandom } from '@/lib/math/random';
import { reachedBy } from './fit';
import { heldOut } from './held-out';

/** Strangers around 0, people around 4; each person is a little unlike the others. */
function trialsOf(count: number): ModalityTrial[] {
  const random = seededRandom(3);
  const people = Array.from({ length: count }, (_, i) => ({ name: `p${i}`, own: 0.3 * gaussian(random) }));
  return people.flatMap(({ name: enrolled, own }) =>
    people.map(({ name: claimant }) => {
      const same = enrolled === claimant;
      return { same, score: (same ? 4 : 0) + own + gaussian(random), weight: 1, enrolled, claimant };
    }),
  );
}

it('a threshold keeps its rate on people that it was not chosen on, within the interval', () => {
  const { people, trials, falseMatchRate, falseNonMatchRate } = heldOut(trialsOf(60), (some) => reachedBy(some, 0.05));
  expect([people, trials.genuine, trials.impostor]).toEqual([60, 60, 60 * 59]);
  expect(falseMatchRate.interval[0]).toBeLessThan(0.05);
  expect(falseMatchRate.interval[1]).toBeGreaterThan(0.05);
  expect(falseNonMatchRate.rate).toBeLessThan(0.06);
});

it('is never judged by people that chose it', () => {
  const names = new Set<string>();
  const trials = trialsOf(10);
  const seen: Set<string>[] = [];
  heldOut(trials, (some) => {
    const own = new Set(some.flatMap(({ enrolled, claimant }) => [enrolled, claimant]));
    seen.push(own);
    for (const name of own) names.add(name);
    return 2;
  });
  expect(names.size).toBe(10);
  for (const own of seen) expect(own.size).toBe(5);
});
