import { clamp, isWithin } from '@/lib/math/statistics';
import { logLikelihoodRatio } from './likelihood-ratio';
import type { ModalityResult } from './modality-result';
import type { ModalityPolicy } from './policy';

/** Whose voice it is, as far as a floor says: `unclear` is worth another try. */
export type Speaker = 'person' | 'unclear' | 'another';

/**
 * Nats that the way of saying digits counts for at most, either way: it was fitted to people with one microphone each, and the voice
 * model's ratio to recordings of several days.
 */
const MOST_DIGITS = 3;
/** Nats of both together: e^2, seven to one for the person, is the person; e, three to one against, is another. */
export const THE_PERSON = 2;
export const ANOTHER = -1;

/** What the way of saying digits counts for, in nats. */
export function boundedDigits(ratio: number): number {
  return clamp(ratio, -MOST_DIGITS, MOST_DIGITS);
}

/**
 * Holds a voice against the floor: a similarity of its own, or, where the way of saying the digits was compared as well, a ratio of both
 * together. What is usual for a person raises either by as much. What is missing, not finite or out of range is another.
 *
 * @param digits log-likelihood ratio of the way of saying the digits, in nats; undefined where nobody compared it
 */
export function whoSpeaks(
  { similarity, threshold, weight }: Pick<ModalityResult, 'similarity' | 'threshold' | 'weight'>,
  digits: number | undefined,
  { calibration, minSimilarity }: Pick<ModalityPolicy, 'calibration' | 'minSimilarity'>,
): Speaker {
  if (!isWithin(similarity, -1, 1) || !isWithin(weight, 0, 1)) return 'another';
  const floor = Math.max(minSimilarity, threshold);
  if (digits === undefined) return similarity >= floor ? 'person' : 'another';
  const raised = calibration.scale * (floor - minSimilarity);
  const both = logLikelihoodRatio(similarity, calibration) + boundedDigits(digits) - raised;
  if (both >= THE_PERSON) return 'person';
  return both >= ANOTHER ? 'unclear' : 'another';
}
