import { expect, it } from 'vitest';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { loginPolicy } from '@/lib/runtime/policy';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { pairRates } from './pairs';

const trial = (same: boolean, score: number): ModalityTrial => ({
  enrolled: 'a',
  claimant: same ? 'a' : 'b',
  same,
  score,
  weight: 1,
});

it('pairs like with like, and counts the fused score and the floors apart', async () => {
  const { policy } = await loginPolicy(builtInVoice.id, 'balanced');
  const faces = [trial(true, 0.99), trial(true, 0.8), trial(false, 0.99), trial(false, 0.5)];
  const voices = [trial(true, 0.9), trial(true, 0.3), trial(false, 0.9), trial(false, 0)];
  // A perfect face with a voice of 0.3 is above the threshold and below the voice's floor.
  expect(pairRates(faces, voices, policy)).toEqual({
    genuine: 4,
    below: 2,
    refused: 3,
    impostors: 4,
    above: 1,
    accepted: 1,
  });
});
