import { decide, fusedScore } from '@/lib/decision/decide';
import type { Policy } from '@/lib/decision/policy';
import { loginEvidence, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';

/** What becomes of pairs of a face trial and a voice trial. */
export interface PairRates {
  impostors: number;
  /** Of the impostors: whose fused score reaches the threshold, and who also passes the floors. */
  above: number;
  accepted: number;
  genuine: number;
  /** Of the genuine: whose fused score does not reach the threshold, and who is refused, by it or by a floor. */
  below: number;
  refused: number;
}

/** Every impostor face trial with every impostor voice trial, and every genuine one with every genuine one, of good quality. */
export function pairRates(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  policy: Policy,
): PairRates {
  const rates: PairRates = { impostors: 0, above: 0, accepted: 0, genuine: 0, below: 0, refused: 0 };
  const voices = voiceTrials.map(ofGoodQuality);
  for (const face of faceTrials.map(ofGoodQuality)) {
    for (const voice of voices) {
      if (face.same !== voice.same) continue;
      const evidence = loginEvidence(face, voice);
      const isAbove = fusedScore(evidence, policy) >= policy.minFused;
      const isAccepted = isAbove && decide(evidence, policy).verdict === 'accept';
      rates[face.same ? 'genuine' : 'impostors']++;
      if (face.same && !isAbove) rates.below++;
      if (face.same && !isAccepted) rates.refused++;
      if (!face.same && isAbove) rates.above++;
      if (!face.same && isAccepted) rates.accepted++;
    }
  }
  return rates;
}

const ofGoodQuality = (trial: ModalityTrial): ModalityTrial => ({ ...trial, weight: 1 });
