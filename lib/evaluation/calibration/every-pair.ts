import { logLikelihoodRatio, weighedRatio } from '@/lib/decision/likelihood-ratio';
import type { ModalityPolicy, Policy } from '@/lib/decision/policy';
import type { ModalityTrial } from '@/lib/evaluation/trials/modality-trials';
import { peopleIn } from './fit';

/** Of chimeric log-ins, the shares whose fused score reaches a threshold, and that pass both floors as well. */
export interface Passing {
  above: number;
  accepted: number;
}

/** A column for each field, by falling ratio. */
interface Sorted {
  /** Weighted by quality. */
  ratios: Float64Array;
  passes: Uint8Array;
  /** Indices of `people`. */
  enrolled: Int32Array;
  claimants: Int32Array;
  people: string[];
}

/**
 * Every face trial with every voice trial, as if everybody had every voice once: what chimeric people (Poh and Bengio, MLMI 2005) come
 * to when they are paired in every way. The sum of two ratios is counted without making the pairs, by walking one list up and
 * the other down, so that millions of each can be paired.
 */
export class EveryPair {
  readonly #face: Sorted;
  readonly #voice: Sorted;

  /** Trials of one kind, genuine or impostor. */
  constructor(face: readonly ModalityTrial[], voice: readonly ModalityTrial[], policy: Pick<Policy, 'face' | 'voice'>) {
    this.#face = sorted(face, policy.face);
    this.#voice = sorted(voice, policy.voice);
  }

  /**
   * The shares at each threshold of the fused score, in nats; NaN where nothing counts.
   *
   * @param counts how often each person counts, for a bootstrap; a trial counts as often as both of its people together
   */
  passing(thresholds: readonly number[], counts?: ReadonlyMap<string, number>): Passing[] {
    const [face, voice] = [weights(this.#face, counts), weights(this.#voice, counts)];
    const all = sum(face) * sum(voice);
    const [flooredFace, flooredVoice] = [floored(face, this.#face), floored(voice, this.#voice)];
    return thresholds.map((threshold) => ({
      above: this.#reaching(threshold, face, voice) / all,
      accepted: this.#reaching(threshold, flooredFace, flooredVoice) / all,
    }));
  }

  #reaching(threshold: number, face: Float64Array, voice: Float64Array): number {
    const [faces, voices] = [this.#face.ratios, this.#voice.ratios];
    let total = 0;
    let weight = 0;
    let at = 0;
    for (let i = faces.length - 1; i >= 0; i--) {
      // As faces rise, ever lower voices are enough.
      while (at < voices.length && (voices[at] as number) + (faces[i] as number) >= threshold) {
        weight += voice[at] as number;
        at++;
      }
      total += weight * (face[i] as number);
    }
    return total;
  }
}

function sorted(trials: readonly ModalityTrial[], { calibration, minSimilarity }: ModalityPolicy): Sorted {
  const ratio = ({ score, weight }: ModalityTrial): number =>
    weighedRatio(logLikelihoodRatio(score, calibration), weight);
  const byRatio = trials.map((trial) => ({ trial, ratio: ratio(trial) })).sort((a, b) => b.ratio - a.ratio);
  const numbers = new Map(peopleIn(trials).map((name, i) => [name, i]));
  const number = (name: string): number => numbers.get(name) as number;
  return {
    ratios: Float64Array.from(byRatio, (each) => each.ratio),
    passes: Uint8Array.from(byRatio, ({ trial }) => (trial.score >= minSimilarity ? 1 : 0)),
    enrolled: Int32Array.from(byRatio, ({ trial }) => number(trial.enrolled)),
    claimants: Int32Array.from(byRatio, ({ trial }) => number(trial.claimant)),
    people: [...numbers.keys()],
  };
}

function weights({ ratios, enrolled, claimants, people }: Sorted, counts?: ReadonlyMap<string, number>): Float64Array {
  if (!counts) return new Float64Array(ratios.length).fill(1);
  const times = Float64Array.from(people, (name) => counts.get(name) ?? 0);
  return ratios.map((_, i) => {
    const [one, other] = [enrolled[i] as number, claimants[i] as number];
    return one === other ? (times[one] as number) : (times[one] as number) * (times[other] as number);
  });
}

function floored(weight: Float64Array, { passes }: Sorted): Float64Array {
  return weight.map((value, i) => value * (passes[i] as number));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
