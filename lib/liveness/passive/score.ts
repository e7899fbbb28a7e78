import { logistic } from '@/lib/math/logistic';
import { clamp } from '@/lib/math/statistics';
import { PARTS, type Part, type PresentationEvidence } from './evidence';

/** How the parts are put together. */
export interface PresentationWeights {
  version: string;
  /** Data sets, trials, error rates and date that the numbers come from. */
  evidence: string;
  bias: number;
  /** What makes a number of the texture's patterns: an offset, and a weight for the square root of each share. */
  texture: { offset: number; projection: readonly number[] };
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
  weights: Pick<PresentationWeights, 'parts' | 'texture'>,
): number {
  const value = partValue(part, evidence, weights);
  const { mean, deviation } = weights.parts[part];
  if (value === undefined || !Number.isFinite(value)) return 0;
  return clamp((value - mean) / deviation, -MOST_DEVIATIONS, MOST_DEVIATIONS);
}

/** What was measured of a part; of the texture its projection. */
export function partValue(
  part: Part,
  evidence: PresentationEvidence,
  { texture }: Pick<PresentationWeights, 'texture'>,
): number | undefined {
  if (part !== 'texture') return evidence[part];
  return evidence.patterns && project(evidence.patterns, texture);
}

/** Square roots make the distance of two histograms that of Hellinger, in which rare patterns count as well. */
function project(patterns: Float32Array, { offset, projection }: PresentationWeights['texture']): number {
  return projection.reduce((sum, weight, i) => sum + weight * Math.sqrt(patterns[i] as number), offset);
}
