import { describe, expect, it } from 'vitest';
import { decide, fusedScore } from '@/lib/decision/decide';
import type { Policy } from '@/lib/decision/policy';
import { loginEvidence, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { gaussian, seededRandom } from '@/lib/math/random';
import { loginPolicy } from '@/lib/runtime/policy';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { EveryPair } from './every-pair';

const random = seededRandom(5);
const trials = (count: number, mean: number, deviation: number): ModalityTrial[] =>
  Array.from({ length: count }, (_, i) => ({
    same: false,
    enrolled: `p${i % 7}`,
    claimant: `p${(i + 1 + (i % 3)) % 7}`,
    score: Math.max(-1, Math.min(1, mean + deviation * gaussian(random))),
    weight: random(),
  }));

const faces = trials(60, 0.92, 0.03);
const voices = trials(50, 0.45, 0.2);

/** One log-in at a time. */
function oneByOne(policy: Policy, weightOf: (trial: ModalityTrial) => number): { above: number; accepted: number } {
  const counted = { all: 0, above: 0, accepted: 0 };
  for (const face of faces)
    for (const voice of voices) {
      const evidence = loginEvidence(face, voice);
      const weight = weightOf(face) * weightOf(voice);
      counted.all += weight;
      if (fusedScore(evidence, policy) >= policy.minFused) counted.above += weight;
      if (decide(evidence, policy).verdict === 'accept') counted.accepted += weight;
    }
  return { above: counted.above / counted.all, accepted: counted.accepted / counted.all };
}

describe('every pair of a face and a voice', () => {
  it.each(['convenient', 'balanced', 'strict'] as const)('is counted as decide judges it, at %s', async (level) => {
    const { policy } = await loginPolicy(builtInVoice.id, level);
    const [passing] = new EveryPair(faces, voices, policy).passing([policy.minFused]);
    const expected = oneByOne(policy, () => 1);
    expect(passing?.above).toBeCloseTo(expected.above, 12);
    expect(passing?.accepted).toBeCloseTo(expected.accepted, 12);
    expect(expected.accepted).toBeGreaterThan(0);
    expect(expected.accepted).toBeLessThan(expected.above);
  });

  it('counts as often as its people are drawn', async () => {
    const { policy } = await loginPolicy(builtInVoice.id, 'balanced');
    const counts = new Map(['p0', 'p2', 'p3', 'p5'].map((name, i) => [name, i + 1]));
    const times = ({ enrolled, claimant }: ModalityTrial): number =>
      (counts.get(enrolled) ?? 0) * (counts.get(claimant) ?? 0);
    const [passing] = new EveryPair(faces, voices, policy).passing([policy.minFused], counts);
    const expected = oneByOne(policy, times);
    expect(passing?.above).toBeCloseTo(expected.above, 12);
    expect(passing?.accepted).toBeCloseTo(expected.accepted, 12);
  });
});
