import { seededRandom } from '@/lib/math/random';
import { COEFFICIENTS } from '@/lib/voice/cepstra';
import type { GaussianMixture } from '@/lib/voice/gaussian-mixture';
import { COMPONENTS } from '@/lib/voice/mixture-score';
import { startMixture, trainMixture } from '@/lib/voice/mixture-training';

const STEPS = 15;

/** The background model of these recordings' mean-normalised cepstra: the same recordings give the same model. */
export function trainBackground(recordings: readonly Float32Array[]): GaussianMixture {
  const all = new Float32Array(recordings.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const recording of recordings) {
    all.set(recording, at);
    at += recording.length;
  }
  return trainMixture(startMixture(all, COEFFICIENTS, COMPONENTS, seededRandom(1)), all, STEPS).mixture;
}
