import { gaussian } from '@/lib/math/random';
import { cosineSimilarity, type Embedding, l2Normalise, meanEmbedding } from '@/lib/math/vector';
import { type AcceptedScore, personalThreshold, usualDailyScore } from '@/lib/risk/personal-threshold';
import { mayUpdate, withNewest } from '@/lib/risk/template-update';

/** The similarity that a voice alone has to reach, by the calibration of the built-in model. */
export const FLOOR = 0.52;
export const DAY_MS = 24 * 60 * 60 * 1000;
/** Days that scores are kept. */
const KEPT = 180;
const DIMENSIONS = 192;
/**
 * Cosine similarity of one recording with the voice it is of, mean and deviation: gives similarities with the mean of
 * three recordings of 0.78 and 0.06 about it, as the genuine trials of docs/evaluation.md have.
 */
const FAITHFULNESS = [0.82, 0.06] as const;

/** Which of the two adaptations are on. */
export interface Adaptation {
  threshold: boolean;
  template: boolean;
}

export interface SimulatedPerson {
  enrolled: Embedding[];
  adaptive: Embedding[];
  history: AcceptedScore[];
  lastUpdate: number | undefined;
}

/** Standard normal numbers from uniform ones. */
export function normals(random: () => number): () => number {
  return () => gaussian(random);
}

export function anyVoice(normal: () => number): Embedding {
  return l2Normalise(Float32Array.from({ length: DIMENSIONS }, normal));
}

/** `from` turned towards `to` until its cosine similarity with `from` is `similarity`. */
export function turned(from: Embedding, to: Embedding, similarity: number): Embedding {
  const along = cosineSimilarity(from, to);
  const across = l2Normalise(to.map((value, i) => value - along * (from[i] as number)));
  const sine = Math.sqrt(1 - similarity ** 2);
  return from.map((value, i) => similarity * value + sine * (across[i] as number));
}

/** A recording of a voice: noise of its own on top. */
export function recordingOf(voice: Embedding, normal: () => number): Embedding {
  const [mean, deviation] = FAITHFULNESS;
  return turned(voice, anyVoice(normal), Math.min(0.99, mean + deviation * normal()));
}

export function enrolledPerson(voice: Embedding, normal: () => number): SimulatedPerson {
  const enrolled = Array.from({ length: 3 }, () => recordingOf(voice, normal));
  return { enrolled, adaptive: [], history: [], lastUpdate: undefined };
}

/** The threshold of a person on a day. */
function thresholdOf({ history }: SimulatedPerson, day: number, adaptation: Adaptation): number {
  const kept = history.filter(({ at }) => day - at.getTime() / DAY_MS <= KEPT);
  return adaptation.threshold ? personalThreshold(usualDailyScore(kept), FLOOR) : FLOOR;
}

/** One attempt; what it leaves behind when it is accepted is what production keeps. */
export function attempt(
  person: SimulatedPerson,
  probe: Embedding,
  day: number,
  adaptation: Adaptation,
): { similarity: number; threshold: number; accepted: boolean } {
  const similarity = cosineSimilarity(probe, meanEmbedding([...person.enrolled, ...person.adaptive]));
  const threshold = thresholdOf(person, day, adaptation);
  const accepted = similarity >= threshold;
  if (!accepted) return { similarity, threshold, accepted };
  person.history.push({ similarity, at: new Date(day * DAY_MS) });
  const match = { similarity: cosineSimilarity(probe, meanEmbedding(person.enrolled)), threshold };
  const last = person.lastUpdate === undefined ? undefined : new Date(person.lastUpdate * DAY_MS);
  if (adaptation.template && mayUpdate([match], last, new Date(day * DAY_MS))) {
    person.adaptive = withNewest(person.adaptive, probe);
    person.lastUpdate = day;
  }
  return { similarity, threshold, accepted };
}
