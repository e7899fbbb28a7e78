import { SesameError } from '@/lib/errors';
import { findModel, readManifest } from '@/lib/inference/manifest';
import { gaussian } from '@/lib/math/random';
import { cosineSimilarity, type Embedding, l2Normalise, meanEmbedding } from '@/lib/math/vector';
import { voiceCalibration } from '@/lib/recognition/calibration';
import { type AcceptedScore, personalThreshold, usualDailyScore } from '@/lib/risk/personal-threshold';
import { mayUpdate, withNewest } from '@/lib/risk/template-update';

export const DAY_MS = 24 * 60 * 60 * 1000;
/** Days that scores are kept. */
const KEPT = 180;
/** What made-up voices have of a real model. */
export interface SimulatedModel {
  dimensions: number;
  /** The similarity that a voice alone has to reach. */
  floor: number;
  /** Cosine similarity of one recording with the voice it is of. */
  faithfulness: { mean: number; deviation: number };
}

/** After the voice model that is the manifest's default. Throws `model_invalid` where that was not calibrated. */
export async function simulatedModel(folder?: string): Promise<SimulatedModel> {
  const { id, embeddingSize, genuine } = findModel(await readManifest(folder), 'voice-embedding');
  if (!genuine)
    throw new SesameError('model_invalid', { detail: `npm run calibrate has measured no genuine of ${id}` });
  const { mean, deviation } = genuine;
  return {
    dimensions: embeddingSize,
    floor: (await voiceCalibration(id, folder)).similarity,
    faithfulness: { mean: faithfulnessOf(mean), deviation },
  };
}

/**
 * What a recording has to have of its voice, so that it has this similarity with the mean of three others: s = f² / √(f² + (1 - f²) / 3), as what is
 * not the voice lies at right angles to it and to what is not the voice in the others.
 */
function faithfulnessOf(similarity: number): number {
  return Math.sqrt((similarity ** 2 + similarity * Math.sqrt(similarity ** 2 + 3)) / 3);
}

/** Which of the two adaptations are on. */
export interface Adaptation {
  threshold: boolean;
  template: boolean;
}

export interface SimulatedPerson {
  floor: number;
  enrolled: Embedding[];
  adaptive: Embedding[];
  history: AcceptedScore[];
  lastUpdate: number | undefined;
}

/** Standard normal numbers from uniform ones. */
export function normals(random: () => number): () => number {
  return () => gaussian(random);
}

export function anyVoice(dimensions: number, normal: () => number): Embedding {
  return l2Normalise(Float32Array.from({ length: dimensions }, normal));
}

/** `from` turned towards `to` until its cosine similarity with `from` is `similarity`. */
export function turned(from: Embedding, to: Embedding, similarity: number): Embedding {
  const along = cosineSimilarity(from, to);
  const across = l2Normalise(to.map((value, i) => value - along * (from[i] as number)));
  const sine = Math.sqrt(1 - similarity ** 2);
  return from.map((value, i) => similarity * value + sine * (across[i] as number));
}

/** A recording of a voice: noise of its own on top. */
export function recordingOf(
  voice: Embedding,
  { faithfulness: { mean, deviation } }: SimulatedModel,
  normal: () => number,
): Embedding {
  return turned(voice, anyVoice(voice.length, normal), Math.min(0.99, mean + deviation * normal()));
}

export function enrolledPerson(voice: Embedding, model: SimulatedModel, normal: () => number): SimulatedPerson {
  const enrolled = Array.from({ length: 3 }, () => recordingOf(voice, model, normal));
  return { floor: model.floor, enrolled, adaptive: [], history: [], lastUpdate: undefined };
}

/** The threshold of a person on a day. */
function thresholdOf({ floor, history }: SimulatedPerson, day: number, adaptation: Adaptation): number {
  const kept = history.filter(({ at }) => day - at.getTime() / DAY_MS <= KEPT);
  return adaptation.threshold ? personalThreshold(usualDailyScore(kept), floor) : floor;
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
