import { matchSounds } from './sound-match';
import type { SpectralPeaks } from './spectral-peaks';

/** Nats from which two recordings are of one event: above the most that the same words said again have (docs/evaluation.md). */
export const REPLAYED_FROM = 60;

/** How alike a recording is to the earlier one that it is most like, in nats; 0 where it is like none. */
export function mostAlike(peaks: SpectralPeaks, earlier: readonly SpectralPeaks[]): number {
  return earlier.reduce((most, past) => Math.max(most, matchSounds(past, peaks).score), 0);
}

/** Whether a recording is an earlier one under a disguise; the same sentence said anew is not. */
export function isReplayedSound(peaks: SpectralPeaks, earlier: readonly SpectralPeaks[]): boolean {
  return earlier.some((past) => matchSounds(past, peaks).score >= REPLAYED_FROM);
}
