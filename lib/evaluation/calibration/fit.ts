import { type Calibration, logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import type { Tail } from '@/lib/decision/operating-point';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { lowerQuantile } from '@/lib/math/statistics';
import { fitCalibration } from './logistic';
import { fitTail } from './tail';

/** What a login goes by: what similarities are worth, and what strangers score. */
export interface LoginFit {
  face: Calibration;
  voice: Calibration;
  /** The similarities that a share of strangers reaches: FLOOR_RATES. */
  faceFloor: number;
  voiceFloor: number;
  tail: Tail;
}

export interface StrangersOptions {
  /** How many strange faces are paired with strange voices. */
  draws: number;
  random: () => number;
  /** How often each person counts, for a bootstrap. */
  counts?: ReadonlyMap<string, number>;
}

/** Enough for 1,000 scores in the tail, which are steadier than people are. */
export const STRANGERS = 1_000_000;

/** The share of strangers who reach a floor. docs/decisions/026-thresholds.md says what they cost and what they keep out. */
export const FLOOR_RATES = { face: 1 / 100, voice: 1 / 20 } as const;

/** Calibrates both modalities and fits the tail of what strangers score. Throws a RangeError for too few trials. */
export function fitLogin(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  options: StrangersOptions,
): LoginFit {
  const face = fitCalibration(faceTrials);
  const voice = fitCalibration(voiceTrials);
  return {
    face,
    voice,
    faceFloor: reachedBy(faceTrials, FLOOR_RATES.face),
    voiceFloor: reachedBy(voiceTrials, FLOOR_RATES.voice),
    tail: fitTail(strangersScores(faceTrials, voiceTrials, { face, voice }, options)),
  };
}

/** The similarity that a share of the impostors among trials exceeds. Throws a RangeError for none. */
export function reachedBy(trials: readonly Pick<ModalityTrial, 'same' | 'score'>[], share: number): number {
  return lowerQuantile(
    trials.filter(({ same }) => !same).map(({ score }) => score),
    1 - share,
  );
}

/** Fused scores of strangers, of any face with any voice, whose captures are good: poor quality only takes from them. */
export function strangersScores(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly ModalityTrial[],
  calibrations: { face: Calibration; voice: Calibration },
  { draws, random, counts }: StrangersOptions,
): Float64Array {
  const faces = impostorRatios(faceTrials, calibrations.face, counts);
  const voices = impostorRatios(voiceTrials, calibrations.voice, counts);
  const oneOf = (ratios: readonly number[]): number => ratios[Math.floor(random() * ratios.length)] ?? Number.NaN;
  return new Float64Array(draws).map(() => oneOf(faces) + oneOf(voices));
}

function impostorRatios(
  trials: readonly ModalityTrial[],
  calibration: Calibration,
  counts: StrangersOptions['counts'],
): number[] {
  const ratios: number[] = [];
  for (const { same, score, enrolled, claimant } of trials) {
    if (same) continue;
    const times = counts ? (counts.get(enrolled) ?? 0) * (counts.get(claimant) ?? 0) : 1;
    for (let i = 0; i < times; i++) ratios.push(logLikelihoodRatio(score, calibration));
  }
  return ratios;
}

/** Everybody in the trials. */
export function peopleIn(trials: readonly Pick<ModalityTrial, 'enrolled' | 'claimant'>[]): string[] {
  return [...new Set(trials.flatMap(({ enrolled, claimant }) => [enrolled, claimant]))].sort();
}
