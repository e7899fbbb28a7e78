import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import type { Modality } from '@/lib/decision/modality';
import type { Policy } from '@/lib/decision/policy';
import type { PastComparison } from './history';

/** How well a face or a voice matched: strong is at least a hundred times as likely from the person as from a stranger, good ten times. */
export type MatchLevel = 'weak' | 'good' | 'strong';

const STRONG = Math.log(100);
const GOOD = Math.log(10);

/** The level of a comparison by the calibration in use; what was not close enough for its threshold is weak. */
export function matchLevel(
  { modality, similarity, threshold }: Pick<PastComparison, 'modality' | 'similarity' | 'threshold'>,
  policy: Pick<Policy, 'face' | 'voice'>,
): MatchLevel {
  if (!(similarity >= threshold)) return 'weak';
  const nats = logLikelihoodRatio(similarity, policy[modality].calibration);
  if (nats >= STRONG) return 'strong';
  return nats >= GOOD ? 'good' : 'weak';
}

/** How face and voice matched at the last log-in that was accepted; undefined where there is none. */
export function lastMatch(
  comparisons: readonly PastComparison[],
  policy: Pick<Policy, 'face' | 'voice'>,
): Record<Modality, MatchLevel> | undefined {
  const last = (modality: Modality): PastComparison | undefined =>
    comparisons.find((comparison) => comparison.modality === modality && comparison.accepted);
  const [face, voice] = [last('face'), last('voice')];
  return face && voice && { face: matchLevel(face, policy), voice: matchLevel(voice, policy) };
}
