import type { Evidence, ModalityEvidence } from '@/lib/decision/decide';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';

/** One picture or recording of somebody. */
export interface Capture {
  subject: string;
  file: string;
  embedding: Embedding;
  /** How much it counts for its quality, in [0, 1]. */
  weight: number;
}

/** One comparison of an enrolled person with a capture, in one modality. */
export interface ModalityTrial {
  same: boolean;
  /** Cosine similarity with the mean of the enrolled embeddings. */
  score: number;
  weight: number;
  enrolled: string;
  claimant: string;
}

/** How many recordings or photographs are enrolled: people with fewer than `least` beside the one left out are not. */
export interface Enrolled {
  least: number;
  most: number;
}

/** Somebody who is enrolled with these captures, and everything that is held against them. */
export interface Comparisons<T> {
  enrolled: string;
  references: T[];
  probes: T[];
}

/**
 * Comparisons in the shape of a log-in: captures against up to `most` others, at least `least`, of the enrolled person.
 * Each capture of a person is left out once, and those that follow it are enrolled; everybody's probes are held against
 * each such reference, of the own ones only the one left out. A probe is the same file as the reference's capture under
 * whatever condition.
 */
export function* loginComparisons<T extends Pick<Capture, 'subject' | 'file'>>(
  references: readonly T[],
  probes: readonly T[],
  { least, most }: Enrolled,
): Generator<Comparisons<T>> {
  for (const [enrolled, captures] of grouped(references, ({ subject }) => subject)) {
    const count = Math.min(most, captures.length - 1);
    if (count < least) continue;
    for (const [leftOut, { file }] of captures.entries())
      yield {
        enrolled,
        references: Array.from({ length: count }, (_, i) => captures[(leftOut + 1 + i) % captures.length] as T),
        probes: probes.filter((probe) => probe.subject !== enrolled || probe.file === file),
      };
  }
}

/** The comparisons of `loginComparisons`, scored against the mean of the enrolled embeddings. */
export function loginTrials(
  references: readonly Capture[],
  probes: readonly Capture[],
  count: Enrolled,
): ModalityTrial[] {
  const trials: ModalityTrial[] = [];
  for (const { enrolled, references: kept, probes: shown } of loginComparisons(references, probes, count)) {
    const reference = meanEmbedding(kept.map(({ embedding }) => embedding));
    for (const { subject, embedding, weight } of shown) {
      const score = cosineSimilarity(reference, embedding);
      trials.push({ same: subject === enrolled, score, weight, enrolled, claimant: subject });
    }
  }
  return trials;
}

/** What `decide` is told of a face and a voice of which nothing else is unusual. */
export function loginEvidence(face: ModalityTrial, voice: ModalityTrial): Evidence<never> {
  return {
    burstSpread: 0,
    face: evidenceOf(face),
    voice: evidenceOf(voice),
    signals: [],
  };
}

/** Without a history: nothing is asked beyond the floor. */
function evidenceOf({ score, weight }: ModalityTrial): ModalityEvidence {
  return { similarity: score, threshold: -1, weight, quality: [] };
}

/** The trials among some people only. */
export function among<T extends Pick<ModalityTrial, 'enrolled' | 'claimant'>>(
  trials: readonly T[],
  people: ReadonlySet<string>,
): T[] {
  return trials.filter(({ enrolled, claimant }) => people.has(enrolled) && people.has(claimant));
}

/** What has the same key together, in order of appearance. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
