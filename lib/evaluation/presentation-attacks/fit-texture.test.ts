import { describe, expect, it } from 'vitest';
import type { Presentation } from '@/lib/evaluation/data/presentations';
import { partValue } from '@/lib/liveness/passive/score';
import weights from '@/lib/liveness/passive/weights.json';
import { gaussian, seededRandom } from '@/lib/math/random';
import { crossValidated } from './cross-validation';
import { fitTexture } from './fit-texture';
import { acrossFolds, foldsByPerson, personOf } from './people';
import { soundParts } from './sound-parts';

const random = seededRandom(11);

/** Patterns with more of the second in an attack; the bins after them belong to the person alone. */
function patternsOf(type: string, person: number): Float32Array {
  const shares = Float32Array.from({ length: 40 }, () => 0.02 + 0.002 * Math.abs(gaussian(random)));
  if (type !== 'live') shares[1] = 0.06;
  shares[2 + person] = 0.2;
  return shares;
}

const presentations: Presentation[] = Array.from({ length: 60 }, (_, i) => {
  const type = i % 2 === 0 ? 'live' : 'paper';
  const person = Math.floor(i / 4);
  return {
    name: `client0${10 + person}_${i}`,
    type,
    evidence: { patterns: patternsOf(type, person), raster: (type === 'live' ? 1 : 2) + 0.1 * gaussian(random) },
  };
});

describe('people', () => {
  it('are told by client and a number, else by the name without its ending', () => {
    expect(personOf({ name: 'hand/attack_client004_photo', type: 'paper', evidence: {} })).toBe('client004');
    expect(personOf({ name: 'paper/ada.jpg', type: 'paper', evidence: {} })).toBe('ada');
  });

  it('are never on both sides of a fold', () => {
    const sides = acrossFolds(presentations, presentations, (others, own) => [{ others, own }]);
    expect(sides).toHaveLength(5);
    expect(sides.flatMap(({ own }) => own)).toHaveLength(60);
    for (const { others, own } of sides) {
      const people = new Set(others.map(personOf));
      expect(own.some((each) => people.has(personOf(each)))).toBe(false);
    }
  });

  it('of another set are in the folds as well', () => {
    const foldOf = foldsByPerson(presentations);
    const [first] = presentations as [Presentation];
    const again = { ...first, name: `other/${personOf(first)}` };
    expect(foldsByPerson([...presentations, again])(again)).toBe(foldOf(first));
  });
});

describe('the projection of a texture', () => {
  it('tells attacks from live faces of people it never saw', () => {
    const texture = fitTexture(presentations.slice(0, 40))!;
    const scores = (kind: string): number[] =>
      presentations
        .slice(40)
        .filter(({ type }) => type === kind)
        .map(({ evidence }) => partValue('texture', evidence, { texture })!);
    expect(Math.max(...scores('live'))).toBeLessThan(Math.min(...scores('paper')));
  });

  it('of no patterns is none', () => {
    expect(fitTexture([{ name: 'x', type: 'live', evidence: { raster: 1 } }])).toBeUndefined();
  });

  it('finds nothing in labels that are drawn by lot', () => {
    const drawn = presentations.map((each) => ({
      ...each,
      type: random() < 0.5 ? 'live' : 'paper',
      evidence: { patterns: each.evidence.patterns! },
    }));
    const scored = crossValidated(drawn, drawn, weights, {});
    const of = (kind: string): number[] =>
      scored.filter(({ presentation }) => presentation.type === kind).map(({ score }) => score);
    let larger = 0;
    for (const attack of of('paper')) for (const live of of('live')) if (attack > live) larger++;
    expect(larger / (of('paper').length * of('live').length)).toBeLessThan(0.8);
  });
});

describe('a part', () => {
  const turned = presentations.map((each) => ({ ...each, evidence: { raster: -each.evidence.raster! } }));
  const genuine = (raster: number): Presentation[] =>
    Array.from({ length: 12 }, () => ({ name: 'x', type: 'live', evidence: { raster } }));
  const sound = (checks: Parameters<typeof soundParts>[3]) =>
    soundParts(['raster'], presentations, weights.texture, checks);

  it('counts where both sets and genuine people elsewhere bear it out', () => {
    expect(sound({})).toEqual(['raster']);
    expect(sound({ other: presentations, genuine: genuine(0.9) })).toEqual(['raster']);
  });

  it('that points the other way in the other set does not', () => {
    expect(sound({ other: turned })).toEqual([]);
  });

  it('in which genuine people before another camera look like attacks does not', () => {
    expect(sound({ genuine: genuine(1.9) })).toEqual([]);
  });
});
