import { fusedScore } from '@/lib/decision/decide';
import type { Calibration } from '@/lib/decision/likelihood-ratio';
import type { Tail } from '@/lib/decision/operating-point';
import { type ChimericTrial, chimericTrials } from '@/lib/evaluation/trials/chimeric-trials';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { fitCalibration } from './logistic';
import { fitTail } from './tail';

/** What a login goes by: what similarities are worth, and what strangers score. */
export interface LoginFit {
  face: Calibration;
  voice: Calibration;
  /** The similarity that one strange voice in a hundred reaches. */
  voiceFloor: number;
  tail: Tail;
}

export interface TailOptions {
  /** The people whose faces and voices are paired; a bootstrap names some more than once. */
  faces: readonly string[];
  voices: readonly string[];
  pairings: number;
  random: () => number;
}

/** Calibrates both modalities and fits the tail of what chimeric strangers score. Throws a RangeError for too few trials. */
export function fitLogin(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  options: TailOptions,
): LoginFit & { fused: number } {
  const face = fitCalibration(faceTrials);
  const voice = fitCalibration(voiceTrials);
  const scores = strangersScores(faceTrials, voiceTrials, { face, voice }, options);
  const strangers = voiceTrials.filter(({ same }) => !same).map(({ score }) => score);
  const voiceFloor = strangers.sort((a, b) => a - b)[Math.ceil(0.99 * strangers.length)] ?? 1;
  return { face, voice, voiceFloor, tail: fitTail(scores), fused: scores.length };
}

/** Fused scores of strangers whose captures are good: quality only lowers what passes the floors. */
export function strangersScores(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  calibrations: { face: Calibration; voice: Calibration },
  options: TailOptions,
): Float64Array {
  const impostors = (trials: readonly ModalityTrial[]): ModalityTrial[] => trials.filter(({ same }) => !same);
  const trials = chimericTrials(impostors(faceTrials), impostors(voiceTrials), { ...options, draws: 1 });
  return Float64Array.from(trials, (trial) => goodQualityScore(trial, calibrations));
}

function goodQualityScore(
  { face, voice }: ChimericTrial,
  calibrations: { face: Calibration; voice: Calibration },
): number {
  return fusedScore(
    { face: { similarity: face.score, weight: 1 }, voice: { similarity: voice.score, weight: 1 } },
    { face: { calibration: calibrations.face }, voice: { calibration: calibrations.voice } },
  );
}

/** Everybody in the trials. */
export function peopleIn(trials: readonly Pick<ModalityTrial, 'enrolled' | 'claimant'>[]): string[] {
  return [...new Set(trials.flatMap(({ enrolled, claimant }) => [enrolled, claimant]))].sort();
}
