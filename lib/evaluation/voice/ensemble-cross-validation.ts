import { type Calibration, logLikelihoodRatio, weighedRatio } from '@/lib/decision/likelihood-ratio';
import { peopleIn } from '@/lib/evaluation/calibration/fit';
import { fitCalibration } from '@/lib/evaluation/calibration/logistic';
import type { ModalityTrials } from '@/lib/evaluation/login/login-cross-validation';
import { chimericTrials } from '@/lib/evaluation/trials/chimeric-trials';
import { halves } from '@/lib/evaluation/trials/halves';
import { among } from '@/lib/evaluation/trials/modality-trials';
import { seededRandom } from '@/lib/math/random';
import type { HeardVoice } from './ensemble-captures';
import { type EnsembleTrial, ensembleTrials, MEMBERS, type Member, mixtureScores } from './ensemble-members';

/** One log-in, judged by members whose backgrounds and calibrations never saw its people. Scores are log-likelihood ratios. */
export interface JudgedVoice {
  same: boolean;
  subjects: number[];
  ratios: Record<Member, number>;
  /** How much the voice counts for its quality. */
  weight: number;
}

/** A chimeric log-in: the same with a face, whose ratio is weighted by its quality. */
export interface JudgedChimera extends JudgedVoice {
  face: number;
}

export interface Heard {
  clean: { references: readonly HeardVoice[]; probes: readonly HeardVoice[] };
  judged: { references: readonly HeardVoice[]; probes: readonly HeardVoice[] };
}

const SPLITS = 4;
const PAIRINGS = 10;
const DRAWS = 2;

/**
 * Two-fold cross-validation by people, over and over, as for log-ins: one half gives backgrounds and calibrations, the other is
 * judged, alone and paired with faces.
 */
export function crossValidateEnsemble(
  voice: Heard,
  face: ModalityTrials,
  splits: number = SPLITS,
): { voices: JudgedVoice[]; chimeras: JudgedChimera[] } {
  const random = seededRandom(20_261_121);
  const people = {
    voices: [...new Set(voice.clean.references.map(({ subject }) => subject))].sort(),
    faces: peopleIn(face.clean),
  };
  const names = [...people.voices.map((name) => `voice ${name}`), ...people.faces.map((name) => `face ${name}`)];
  const numbers = new Map(names.map((name, i) => [name, i]));
  const number = (name: string): number => numbers.get(name) as number;
  const found: { voices: JudgedVoice[]; chimeras: JudgedChimera[] } = { voices: [], chimeras: [] };
  for (let split = 0; split < splits; split++) {
    const [faces, voices] = [halves(people.faces, random), halves(people.voices, random)];
    for (const fold of [0, 1] as const) {
      const [fitted, judged] = [new Set(voices[fold]), new Set(voices[1 - fold])];
      const mixtures = mixtureScores(voice.clean.references.filter(({ subject }) => fitted.has(subject)));
      const calibrations = calibrate(trialsAmong(voice.clean, fitted, mixtures));
      const faceCalibration = fitCalibration(among(face.clean, new Set(faces[fold])));
      const trials = trialsAmong(voice.judged, judged, mixtures);
      const judge = ({ same, weight, scores }: EnsembleTrial): Omit<JudgedVoice, 'subjects'> => {
        const ratios = mapMembers((member) => logLikelihoodRatio(scores[member], calibrations[member]));
        return { same, weight, ratios };
      };
      for (const trial of trials) {
        const subjects = [number(`voice ${trial.enrolled}`), number(`voice ${trial.claimant}`)];
        found.voices.push({ ...judge(trial), subjects });
      }
      const [judgedFaces, judgedVoices] = [faces[1 - fold] as string[], voices[1 - fold] as string[]];
      for (const chimera of chimericTrials(among(face.judged, new Set(judgedFaces)), trials, {
        ...{ faces: judgedFaces, voices: judgedVoices },
        ...{ pairings: PAIRINGS, draws: DRAWS, random },
      })) {
        const { face: shown, voice: heard } = chimera;
        const subjects = [
          number(`face ${shown.enrolled}`),
          number(`face ${shown.claimant}`),
          number(`voice ${heard.enrolled}`),
          number(`voice ${heard.claimant}`),
        ];
        const ratio = weighedRatio(logLikelihoodRatio(shown.score, faceCalibration), shown.weight);
        found.chimeras.push({ ...judge(heard), subjects, face: ratio });
      }
    }
  }
  return found;
}

function trialsAmong(
  { references, probes }: Heard['clean'],
  people: ReadonlySet<string>,
  mixtures: ReturnType<typeof mixtureScores>,
): EnsembleTrial[] {
  const own = (voices: readonly HeardVoice[]): HeardVoice[] => voices.filter(({ subject }) => people.has(subject));
  return ensembleTrials(own(references), own(probes), mixtures);
}

function calibrate(trials: readonly EnsembleTrial[]): Record<Member, Calibration> {
  return mapMembers((member) => fitCalibration(trials.map(({ same, scores }) => ({ same, score: scores[member] }))));
}

function mapMembers<T>(make: (member: Member) => T): Record<Member, T> {
  return Object.fromEntries(MEMBERS.map((member) => [member, make(member)])) as Record<Member, T>;
}
