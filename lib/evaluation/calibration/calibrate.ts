import { falseMatchRateOf, LEVELS, tailThreshold } from '@/lib/decision/operating-point';
import type { Fusion } from '@/lib/decision/policy-file';
import type { Captures } from '@/lib/evaluation/login/login-captures';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { type ChosenNumbers, chooseNumbers } from './chosen';
import { cllr, minCllr } from './cllr';
import { EveryPair } from './every-pair';
import { fitLogin, type LoginFit, STRANGERS } from './fit';
import { rounded, thresholdIntervals } from './intervals';
import { calibrated, fitCalibration } from './logistic';

/** Every number that a decision goes by, chosen on all captures. */
export interface Calibrated {
  face: ChosenNumbers;
  voice: ChosenNumbers;
  fit: LoginFit;
  confidence: Fusion['confidence'];
}

/** Chooses them. Throws a RangeError for too few people. */
export function calibrateLogin(
  face: Pick<Captures, 'references' | 'clean'>,
  voice: Pick<Captures, 'references' | 'clean'>,
): Calibrated {
  const faces = chooseNumbers('face', face.references, face.clean);
  const voices = chooseNumbers('voice', voice.references, voice.clean);
  const fit = fitLogin(faces.trials, voices.trials, { draws: STRANGERS, random: seededRandom(20_261_121) });
  return { face: faces, voice: voices, fit, confidence: thresholdIntervals(faces.trials, voices.trials, fit) };
}

/** What `llr` says in models/manifest.json. */
export interface LlrEntry {
  scale: number;
  offset: number;
  dataset: string;
  trials: { genuine: number; impostor: number };
  cllr: number;
  minCllr: number;
  date: string;
}

export function llrEntry(trials: readonly ModalityTrial[], dataset: string, date: string): LlrEntry {
  const fit = fitCalibration(trials);
  const calibration = { scale: rounded(fit.scale), offset: rounded(fit.offset) };
  const ratios = calibrated(trials, calibration);
  const genuine = trials.filter(({ same }) => same).length;
  return {
    ...calibration,
    dataset,
    trials: { genuine, impostor: trials.length - genuine },
    cllr: rounded(cllr(ratios)),
    minCllr: rounded(minCllr(ratios)),
    date,
  };
}

/** A level's threshold, and what it does to every pair of the trials that it was chosen on. */
export interface LevelOutcome {
  level: keyof typeof LEVELS;
  threshold: number;
  interval: readonly [number, number];
  impostor: { above: number; accepted: number };
  genuine: { above: number; accepted: number };
}

export function levelOutcomes({ face, voice, fit, confidence }: Calibrated): LevelOutcome[] {
  const floors = (calibration: LoginFit['face'], minSimilarity: number) => ({
    calibration,
    minSimilarity,
    maxEnrolmentDistance: 2,
  });
  const policy = { face: floors(fit.face, fit.faceFloor), voice: floors(fit.voice, fit.voiceFloor) };
  const levels = Object.keys(LEVELS) as (keyof typeof LEVELS)[];
  const thresholds = levels.map((level) => tailThreshold(falseMatchRateOf(level), fit.tail));
  const passing = (same: boolean): LevelOutcome['impostor'][] => {
    const ofKind = (trials: readonly ModalityTrial[]): ModalityTrial[] =>
      trials.filter((trial) => trial.same === same).map((trial) => ({ ...trial, weight: 1 }));
    return new EveryPair(ofKind(face.trials), ofKind(voice.trials), policy).passing(thresholds);
  };
  const [impostor, genuine] = [passing(false), passing(true)];
  return levels.map((level, i) => ({
    level,
    threshold: thresholds[i] as number,
    interval: confidence[level],
    impostor: impostor[i] as LevelOutcome['impostor'],
    genuine: genuine[i] as LevelOutcome['genuine'],
  }));
}
