import { describe, expect, it } from 'vitest';
import { sized } from '@/lib/testing/nightly';
import { simulateAttacker } from './attacker';
import { simulateDrift } from './drift';
import { simulatedModel } from './person';

const model = await simulatedModel();
const both = { threshold: true, template: true };
const neither = { threshold: false, template: false };

describe('the simulated attacker', () => {
  it('never finds a threshold below the floor, and moves the template a little at most', () => {
    for (const { threshold, templateStayed } of simulateAttacker(model, 0.9, both)) {
      expect(threshold).toBeGreaterThanOrEqual(model.floor - 1e-9);
      expect(templateStayed).toBeGreaterThan(0.9);
    }
  });

  it('whose best is just above the floor gets in where one threshold holds for all, and not past a personal one', () => {
    const accepted = (way: typeof both): number =>
      simulateAttacker(model, 0.6, way).reduce((sum, { acceptedShare }) => sum + acceptedShare, 0);
    expect(accepted(neither)).toBeGreaterThan(1);
    expect(accepted(both)).toBe(0);
  });
});

describe('the simulated drift', () => {
  it('costs those whose templates follow it less, where the floor is near', () => {
    // The floor in use lies so low that a year of it costs nobody anything.
    const near = { ...model, floor: 0.52 };
    const last = (way: typeof both): number => simulateDrift(near, way, sized(200, 40)).at(-1)!.falseNonMatchRate;
    expect(last(both)).toBeLessThan(last(neither));
  });
});
