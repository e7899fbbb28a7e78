import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeLevel, type Fusion, parsePolicyFile, policyFor } from './policy-file';

const content = JSON.parse(readFileSync('models/policy.json', 'utf8'));
const [fusion] = content.fusion as [Fusion];
const calibrations = {
  face: { scale: 70, offset: -65 },
  voice: { scale: 18, offset: -8 },
  faceFloor: 0.9,
  voiceFloor: 0.43,
};

describe('the policy file', () => {
  it('that the repository holds is good', () => {
    expect(parsePolicyFile(content)).toEqual(content);
  });

  it.each([
    ['an unknown key', { ...content, maxVoiceSpread: 1 }, /maxVoiceSpread/],
    ['an unknown key deep inside', { ...content, face: { ...content.face, minimum: 1 } }, /face: .*minimum/],
    ['an impossible distance', { ...content, maxBurstSpread: 2.1 }, /maxBurstSpread/],
    ['a number that is text', { ...content, maxBurstSpread: '0.06' }, /maxBurstSpread/],
    ['a negative scale', { ...content, fusion: [{ ...fusion, tail: { ...fusion.tail, scale: -1 } }] }, /tail\.scale/],
    [
      'an end of the tail',
      { ...content, fusion: [{ ...fusion, tail: { ...fusion.tail, shape: -0.1 } }] },
      /tail\.shape/,
    ],
    ['no trials', { ...content, fusion: [{ ...fusion, trials: { ...fusion.trials, face: 0 } }] }, /trials\.face/],
    [
      'an interval the wrong way round',
      { ...content, fusion: [{ ...fusion, confidence: { ...fusion.confidence, strict: [2, 1] } }] },
      /confidence\.strict/,
    ],
    ['no date', { ...content, fusion: [{ ...fusion, date: 'yesterday' }] }, /date/],
    ['no fusion', { ...content, fusion: [] }, /fusion/],
    ['nothing', null, /it: /],
  ])('with %s is refused by name', (_, bad, name) => {
    expect(() => parsePolicyFile(bad)).toThrow(name);
  });
});

describe('a policy', () => {
  it.each(['convenient', 'strict'] as const)('has the floors of its models at %s', (level) => {
    const policy = policyFor(content, fusion, calibrations, level);
    expect([policy.face.minSimilarity, policy.voice.minSimilarity]).toEqual([0.9, 0.43]);
  });

  it('asks for more as the level rises', () => {
    const least = (['convenient', 'balanced', 20_000, 'strict', 1_000_000] as const).map(
      (level) => policyFor(content, fusion, calibrations, level).minFused,
    );
    expect(least).toEqual(least.toSorted((a, b) => a - b));
    expect(new Set(least).size).toBe(5);
  });

  it('says where its threshold is extrapolated, and where it is measured', () => {
    const few = { ...fusion, trials: { face: 524, voice: 12_631, fused: 150_000 } };
    expect(describeLevel('balanced', few)).toMatch(/one stranger in 10,000 .* extrapolated .* one in 174/);
    const plenty = { ...fusion, trials: { face: 30_000, voice: 30_000, fused: 30_000 } };
    expect(describeLevel('balanced', plenty)).toContain('measured');
  });
});
