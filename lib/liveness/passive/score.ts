import { logistic } from '@/lib/math/logistic';
import { clamp } from '@/lib/math/statistics';
import { PARTS, type Part, type PresentationEvidence } from './evidence';

/** How the parts are put together. */
export interface PresentationWeights {
  version: string;
  /** Data sets, trials, error rates and date that the numbers come from. */
  evidence: string;
  bias: number;
  /** What live faces have, and how much a deviation more or less counts. */
  parts: Record<Part, { mean: number; deviation: number; weight: number }>;
  /** The score from which a capture counts as an attack: set for a BPCER of 3 % at most. */
  threshold: number;
}

/** Deviations beyond which a part counts no more: one strange measurement must not decide alone. */
const MOST_DEVIATIONS = 4;

/**
 * How much a capture looks like a presentation attack, in [0, 1] (ISO/IEC 30107-1): a logistic function of the parts, each in
 * deviations from live faces. Parts that are absent or no numbers are neutral.
 */
export function presentationAttackScore(evidence: PresentationEvidence, weights: PresentationWeights): number {
  const sum = PARTS.reduce(
    (all, part) => all + weights.parts[part].weight * deviations(part, evidence, weights),
    weights.bias,
  );
  return logistic(sum);
}

/** A part in deviations from the mean of live faces, bounded; 0 where it is absent. */
export function deviations(
  part: Part,
  evidence: PresentationEvidence,
  { parts }: Pick<PresentationWeights, 'parts'>,
): number {
  const value = evidence[part];
  const { mean, deviation } = parts[part];
  if (value === undefined || !Number.isFinite(value)) return 0;
  return clamp((value - mean) / deviation, -MOST_DEVIATIONS, MOST_DEVIATIONS);
}
