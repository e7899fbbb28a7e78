import type { ModalityResult } from '@/lib/decision/modality-result';
import { DAY_MS } from './durations';

/** Embeddings from log-ins that may stand beside the enrolled ones: a minority, so that those keep the last word. */
export const MOST_ADAPTIVE = 2;
/** Far above a threshold: this share of the way from there to identity. */
const FAR = 1 / 3;

type Score = Pick<ModalityResult, 'similarity' | 'threshold'>;

/**
 * Whether a log-in may leave its embeddings in the template of a person who allowed it: both modalities far above their
 * thresholds, and a day gone since the last time. A clock that went back waits; numbers that are none refuse.
 *
 * @param scores with the enrolled embeddings alone, so that a template never wanders off step by step
 */
export function mayUpdate(scores: readonly Score[], lastUpdate: Date | undefined, now: Date): boolean {
  const rested = lastUpdate === undefined || now.getTime() - lastUpdate.getTime() >= DAY_MS;
  return rested && scores.length > 0 && scores.every(isFarAbove);
}

function isFarAbove({ similarity, threshold }: Score): boolean {
  return similarity <= 1 && similarity >= threshold + FAR * (1 - threshold);
}

/** The adaptive embeddings with the newest one added; the oldest goes when there are too many. Oldest first. */
export function withNewest<Adaptive>(adaptive: readonly Adaptive[], newest: Adaptive): Adaptive[] {
  return [...adaptive, newest].slice(-MOST_ADAPTIVE);
}
