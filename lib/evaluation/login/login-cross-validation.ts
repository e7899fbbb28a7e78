import { decide, fusedScore, type Verdict } from '@/lib/decision/decide';
import { logLikelihoodRatio } from '@/lib/decision/likelihood-ratio';
import type { LEVELS } from '@/lib/decision/operating-point';
import type { Policy } from '@/lib/decision/policy';
import { type PolicyFile, policyFor } from '@/lib/decision/policy-file';
import { fitLogin, peopleIn } from '@/lib/evaluation/calibration/fit';
import { type ChimericTrial, chimericTrials, shuffle } from '@/lib/evaluation/trials/chimeric-trials';
import { among, loginEvidence, type ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';

export type Level = keyof typeof LEVELS;

/** One chimeric log-in, judged by a policy that never saw its people. Scores are log-likelihood ratios. */
export interface JudgedTrial {
  same: boolean;
  face: number;
  voice: number;
  fused: number;
  accepted: Record<Level, boolean>;
  /** Numbers of the people, faces and voices apart. */
  subjects: number[];
}

/** Trials of one modality: with good captures to calibrate on, and under the condition to be judged. */
export interface ModalityTrials {
  clean: readonly ModalityTrial[];
  judged: readonly ModalityTrial[];
}

const SPLITS = 25;
/** Pairings of the half that is calibrated on, for the tail, and of the half that is judged. */
const FITTED_PAIRINGS = 5000;
const JUDGED_PAIRINGS = 10;
const DRAWS = 2;

/**
 * Two-fold cross-validation by people, over and over: calibrations and thresholds come from one half of the faces and of the
 * voices, the log-ins that are judged from the other half, then the other way round.
 */
export function crossValidate(
  face: ModalityTrials,
  voice: ModalityTrials,
  file: PolicyFile,
  splits: number = SPLITS,
): JudgedTrial[] {
  const random = seededRandom(20_261_121);
  const faces = peopleIn(face.clean);
  const voices = peopleIn(voice.clean);
  const numbers = new Map(
    [...faces.map((name) => `face ${name}`), ...voices.map((name) => `voice ${name}`)].map((key, i) => [key, i]),
  );
  const judged: JudgedTrial[] = [];
  for (let split = 0; split < splits; split++) {
    const [faceHalves, voiceHalves] = [halves(faces, random), halves(voices, random)];
    for (const fold of [0, 1] as const) {
      const [fitFaces, testFaces] = [faceHalves[fold], faceHalves[1 - fold] as string[]];
      const [fitVoices, testVoices] = [voiceHalves[fold], voiceHalves[1 - fold] as string[]];
      const fit = fitLogin(among(face.clean, new Set(fitFaces)), among(voice.clean, new Set(fitVoices)), {
        faces: fitFaces,
        voices: fitVoices,
        pairings: FITTED_PAIRINGS,
        random,
      });
      const policies = mapLevels((level) => policyFor(file, fit, fit, level));
      const trials = chimericTrials(among(face.judged, new Set(testFaces)), among(voice.judged, new Set(testVoices)), {
        faces: testFaces,
        voices: testVoices,
        pairings: JUDGED_PAIRINGS,
        draws: DRAWS,
        random,
      });
      for (const trial of trials) judged.push({ ...judge(trial, policies), subjects: subjectsOf(trial, numbers) });
    }
  }
  return judged;
}

function judge({ same, face, voice }: ChimericTrial, policies: Record<Level, Policy>): Omit<JudgedTrial, 'subjects'> {
  const evidence = loginEvidence(face, voice);
  const isAccept = ({ verdict }: Verdict<never>): boolean => verdict === 'accept';
  return {
    same,
    // Calibrations do not depend on the level.
    face: logLikelihoodRatio(face.score, policies.balanced.face.calibration),
    voice: logLikelihoodRatio(voice.score, policies.balanced.voice.calibration),
    fused: fusedScore(evidence, policies.balanced),
    accepted: mapLevels((level) => isAccept(decide(evidence, policies[level]))),
  };
}

function mapLevels<T>(make: (level: Level) => T): Record<Level, T> {
  return { convenient: make('convenient'), balanced: make('balanced'), strict: make('strict') };
}

/** At random: those to fit to and those to judge, or the other way round. */
export function halves(people: readonly string[], random: () => number): [string[], string[]] {
  const shuffled = shuffle(people, random);
  const middle = Math.ceil(shuffled.length / 2);
  return [shuffled.slice(0, middle), shuffled.slice(middle)];
}

function subjectsOf({ face, voice }: ChimericTrial, numbers: ReadonlyMap<string, number>): number[] {
  const keys = [`face ${face.enrolled}`, `face ${face.claimant}`, `voice ${voice.enrolled}`, `voice ${voice.claimant}`];
  return keys.map((key) => numbers.get(key) as number);
}
