import type { ModalityResult } from '@/lib/decision/modality-result';
import type { PastScore } from '@/lib/decision/signal';
import { NEAR_MISS_WINDOW_MS } from '@/lib/risk/durations';
import { LEAST_HISTORY, type UsualScore } from '@/lib/risk/personal-threshold';

/** Robust deviations below the median: once in some 4,300 attempts, were scores normal. */
const UNLIKE = 3.5;
/** No spread is believed below this: few attempts look alike by chance. Cosine similarity. */
const LEAST_DEVIATION = 0.01;
/**
 * Between the best and the worst member of an ensemble: cosine similarities of frames, which one model compares, and nats of voices, which many
 * may. Both were chosen as 0.2 of cosine similarity, of the built-in voice model at 16.3 nats for one.
 */
const WIDEST_SPREAD = { frames: 0.2, voices: 3.3 } as const;
/** Of the way from threshold to identity: a good match of one and a bare one of the other. */
const WIDEST_DISAGREEMENT = 0.7;
/** Of the way from -1 to the threshold, below it: so close that the next try may pass. */
const NEAR = 0.1;
const NEAR_MISSES = 3;

/** `unlike_history`: a score far below what this person's accepted attempts have (robust z-score of Iglewicz & Hoaglin, 1993). */
export function isUnlikeHistory(similarity: number, { count, middle, spread }: UsualScore): boolean {
  if (count < LEAST_HISTORY) return false;
  return !(similarity >= middle - UNLIKE * Math.max(spread, LEAST_DEVIATION));
}

/** `ensemble_spread`: frames (cosine similarities) or models of a voice (nats) that see the same person and are far from one mind. */
export function isSpread(scores: readonly number[], of: keyof typeof WIDEST_SPREAD): boolean {
  return scores.length > 1 && !(Math.max(...scores) - Math.min(...scores) <= WIDEST_SPREAD[of]);
}

/** `face_voice_disagree`: a face far above its threshold with a voice that only just passes, or the other way round. */
export function isDisagreement(face: Margin, voice: Margin): boolean {
  return !(Math.abs(position(face) - position(voice)) <= WIDEST_DISAGREEMENT);
}

type Margin = Pick<ModalityResult, 'similarity' | 'threshold'>;

/** 0 at the threshold, 1 at identity. */
function position({ similarity, threshold }: Margin): number {
  return (similarity - threshold) / (1 - threshold);
}

/** `near_misses`: several refusals just below the threshold within a quarter of an hour. */
export function areNearMisses(history: readonly PastScore[], now: Date): boolean {
  const near = history.filter(({ at, accepted, similarity, threshold }) => {
    const age = now.getTime() - at.getTime();
    const isRecent = age >= 0 && age <= NEAR_MISS_WINDOW_MS;
    return isRecent && !accepted && similarity < threshold && similarity >= threshold - NEAR * (1 + threshold);
  });
  return near.length >= NEAR_MISSES;
}
