import {
  type Capture,
  DRAWN,
  grouped,
  loginTrials,
  type ModalityTrial,
  THREE,
} from '@/lib/evaluation/trials/modality-trials';
import { lowerQuantile, mean, meanAndDeviation } from '@/lib/math/statistics';
import { FLOOR_RATES, reachedBy } from './fit';
import { type HeldOut, heldOut } from './held-out';

/** Shares of strangers that each number lets pass, or of people that it finds. */
export const CHOSEN = {
  face: { pairs: 0.001, floor: FLOOR_RATES.face, enrolment: 0.01 },
  voice: { pairs: 0.01, floor: FLOOR_RATES.voice, enrolment: 0.2 },
  found: 0.8,
} as const;

/** A similarity that was chosen, and what choosing it like this does to people whom nothing was fitted to. */
export interface Chosen {
  similarity: number;
  /** The false match rate that it was chosen for. */
  rate: number;
  heldOut: HeldOut;
}

/** What one modality's captures say. Similarities are cosine similarities. */
export interface ChosenNumbers {
  /** One capture against the mean of three, as at log-in. */
  trials: ModalityTrial[];
  floor: Chosen;
  pairs: Chosen;
  /** For sign-up: two captures of one person. */
  enrolment: Chosen;
  /** For identification; see the manifest's `impostors`. */
  impostors: { mean: number; deviation: number; least: number; most: number };
  /** The deviation is that of one person's scores about their own mean. */
  genuine: { mean: number; deviation: number };
}

/** Standard deviations above the mean that one in a thousand of a normal distribution reaches. */
const ONE_IN_A_THOUSAND = 3.0902;
/** One against one more people are enrolled: of ten pairs of faces one is enough. */
const PAIRS_DRAWN = { face: 0.1, voice: DRAWN.voice } as const;

/** Chooses every number of a modality on all captures, and tells how they do when chosen on half of the people. */
export function chooseNumbers(
  modality: 'face' | 'voice',
  references: readonly Capture[],
  probes: readonly Capture[],
): ChosenNumbers {
  const rates = CHOSEN[modality];
  const trials = loginTrials(references, probes, THREE, DRAWN[modality]);
  const one = { least: 1, most: 1 };
  const pairTrials = loginTrials(references, references, one, PAIRS_DRAWN[modality]);
  const choose = (of: readonly ModalityTrial[], rate: number): Chosen => ({
    similarity: reachedBy(of, rate),
    rate,
    heldOut: heldOut(of, (some) => reachedBy(some, rate)),
  });
  const pairs = choose(pairTrials, rates.pairs);
  return {
    trials,
    floor: choose(trials, rates.floor),
    pairs,
    enrolment: choose(pairTrials, rates.enrolment),
    impostors: impostorScores(trials, pairs.similarity),
    genuine: genuineScores(trials),
  };
}

function genuineScores(trials: readonly ModalityTrial[]): ChosenNumbers['genuine'] {
  const genuine = trials.filter(({ same }) => same);
  const people = [...grouped(genuine, ({ enrolled }) => enrolled).values()].map((each) =>
    each.map(({ score }) => score),
  );
  const squares = people.flatMap((scores) => {
    const own = mean(scores);
    return scores.map((score) => (score - own) ** 2);
  });
  const free = genuine.length - people.length;
  return {
    mean: mean(genuine.map(({ score }) => score)),
    deviation: Math.sqrt(squares.reduce((a, b) => a + b, 0) / free),
  };
}

/** The deviation is that of a normal distribution which one in a thousand exceed as the scores do, where that is wider than their own. */
function impostorScores(trials: readonly ModalityTrial[], pairs: number): ChosenNumbers['impostors'] {
  const strangers = meanAndDeviation(trials.filter(({ same }) => !same).map(({ score }) => score));
  const wide = (reachedBy(trials, 0.001) - strangers.mean) / ONE_IN_A_THOUSAND;
  const genuine = trials.filter(({ same }) => same).map(({ score }) => score);
  return {
    mean: strangers.mean,
    deviation: Math.max(strangers.deviation, wide),
    least: Math.max(pairs, reachedBy(trials, 0.01)),
    most: lowerQuantile(genuine, 1 - CHOSEN.found),
  };
}
