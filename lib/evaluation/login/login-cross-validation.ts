import { fusedScore } from '@/lib/decision/decide';
import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import { LEVELS } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { type PolicyFile, policyFor } from '@/lib/decision/policy-file';
import { EveryPair, type Passing } from '@/lib/evaluation/calibration/every-pair';
import { fitLogin, peopleIn, STRANGERS } from '@/lib/evaluation/calibration/fit';
import { drawnAgain } from '@/lib/evaluation/calibration/intervals';
import { type Interval, intervalOf } from '@/lib/evaluation/rates/bootstrap';
import { halves } from '@/lib/evaluation/trials/halves';
import { among, loginEvidence, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import { mean } from '@/lib/math/statistics';

export type Level = keyof typeof LEVELS;
const NAMES = Object.keys(LEVELS) as Level[];

/** One chimeric log-in, scored by calibrations that never saw its people. Scores are log-likelihood ratios. */
export interface JudgedTrial {
  same: boolean;
  face: number;
  voice: number;
  fused: number;
  /** Numbers of the people, faces and voices apart. */
  subjects: number[];
}

/** A rate as a fraction, and its 95 % interval. */
export interface Rate {
  rate: number;
  interval: Interval;
}

/** What `decide` does at a level: `above` is told of the fused score alone, the others with the floors. */
export interface LevelRates {
  above: Rate;
  falseMatchRate: Rate;
  falseNonMatchRate: Rate;
}

/** Trials of one modality: with good captures to calibrate on, and under the condition to be judged. */
export interface ModalityTrials {
  clean: readonly ModalityTrial[];
  judged: readonly ModalityTrial[];
}

export interface CrossValidated {
  judged: JudgedTrial[];
  levels: Record<Level, LevelRates>;
}

const SPLITS = 5;
const REPLICATES = 200;
/** Log-ins drawn of each half, for the curves; levels are counted over every pair. */
const DRAWN = { genuine: 1_000, impostor: 20_000 } as const;

/** A half that is judged by what was fitted to the other. */
interface Fold {
  policies: Policy[];
  genuine: EveryPair;
  impostor: EveryPair;
}

/**
 * Two-fold cross-validation by people, over and over: calibrations, floors and thresholds come from one half of the faces and of the
 * voices, the log-ins that are judged from the other half, then the other way round. Intervals are over people, drawn again
 * with replacement; what was fitted stays.
 */
export function crossValidate(
  face: ModalityTrials,
  voice: ModalityTrials,
  file: PolicyFile,
  { splits = SPLITS, strangers = STRANGERS }: { splits?: number; strangers?: number } = {},
): CrossValidated {
  const random = seededRandom(20_261_121);
  const people = [peopleIn(face.clean), peopleIn(voice.clean)] as const;
  const numbers = new Map(people.flat().map((name, i) => [name, i]));
  const judged: JudgedTrial[] = [];
  const folds: Fold[] = [];
  for (let split = 0; split < splits; split++) {
    const [faces, voices] = [halves(people[0], random), halves(people[1], random)];
    for (const fold of [0, 1] as const) {
      const [fitFaces, fitVoices] = [new Set(faces[fold]), new Set(voices[fold])];
      const fit = fitLogin(among(face.clean, fitFaces), among(voice.clean, fitVoices), { draws: strangers, random });
      const policies = NAMES.map((level) => policyFor(file, fit, fit, level));
      const shown = among(face.judged, new Set(faces[1 - fold]));
      const heard = among(voice.judged, new Set(voices[1 - fold]));
      const [policy] = policies as [Policy];
      for (const same of [true, false])
        judged.push(...drawn(shown.filter(of(same)), heard.filter(of(same)), policy, numbers, random));
      folds.push({
        policies,
        genuine: new EveryPair(shown.filter(of(true)), heard.filter(of(true)), policy),
        impostor: new EveryPair(shown.filter(of(false)), heard.filter(of(false)), policy),
      });
    }
  }
  return { judged, levels: levelRates(folds, people, random) };
}

function of(same: boolean): (trial: ModalityTrial) => boolean {
  return (trial) => trial.same === same;
}

function* drawn(
  faces: readonly ModalityTrial[],
  voices: readonly ModalityTrial[],
  policy: Policy,
  numbers: ReadonlyMap<string, number>,
  random: () => number,
): Generator<JudgedTrial> {
  const same = faces[0]?.same ?? false;
  for (let i = 0; i < DRAWN[same ? 'genuine' : 'impostor']; i++) {
    const face = faces[Math.floor(random() * faces.length)];
    const voice = voices[Math.floor(random() * voices.length)];
    if (!face || !voice) return;
    const names = [face.enrolled, face.claimant, voice.enrolled, voice.claimant];
    yield {
      same,
      // Calibrations do not depend on the level.
      face: logLikelihoodRatio(face.score, policy.face.calibration),
      voice: logLikelihoodRatio(voice.score, policy.voice.calibration),
      fused: fusedScore(loginEvidence(face, voice), policy),
      subjects: names.map((name) => numbers.get(name) as number),
    };
  }
}

function levelRates(
  folds: readonly Fold[],
  people: readonly (readonly string[])[],
  random: () => number,
): Record<Level, LevelRates> {
  const measured = ratesOf(folds);
  const replicates = Array.from({ length: REPLICATES }, () => ratesOf(folds, drawnAgain(people, random)));
  const rate = (at: (rates: FoldRates) => number): Rate => ({
    rate: at(measured),
    interval: intervalOf(replicates.map(at).filter(Number.isFinite)),
  });
  const level = (name: Level): LevelRates => {
    const index = NAMES.indexOf(name);
    return {
      above: rate(({ impostor }) => impostor[index]?.above ?? Number.NaN),
      falseMatchRate: rate(({ impostor }) => impostor[index]?.accepted ?? Number.NaN),
      falseNonMatchRate: rate(({ genuine }) => 1 - (genuine[index]?.accepted ?? Number.NaN)),
    };
  };
  return { convenient: level('convenient'), balanced: level('balanced'), strict: level('strict') };
}

interface FoldRates {
  genuine: Passing[];
  impostor: Passing[];
}

/** The mean over the folds, for each level. */
function ratesOf(folds: readonly Fold[], counts?: ReadonlyMap<string, number>): FoldRates {
  const thresholds = folds.map(({ policies }) => policies.map(({ minFused }) => minFused));
  const averaged = (kind: 'genuine' | 'impostor'): Passing[] => {
    const each = folds.map((fold, i) => fold[kind].passing(thresholds[i] ?? [], counts));
    return NAMES.map((_, level) => ({
      above: mean(each.map((passing) => passing[level]?.above ?? Number.NaN)),
      accepted: mean(each.map((passing) => passing[level]?.accepted ?? Number.NaN)),
    }));
  };
  return { genuine: averaged('genuine'), impostor: averaged('impostor') };
}
