import type { Evidence, ModalityEvidence } from '@/lib/decision/decide';
import { seededRandom } from '@/lib/math/random';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';

/** One picture or recording of somebody. */
export interface Capture {
  subject: string;
  /** Strangers come from the same group: for voices a language, or a way of recording, for whoever pretends to be somebody speaks alike. */
  group: string;
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

/** As at sign-up. */
export const THREE: Enrolled = { least: 3, most: 3 };

/** Impostor trials of every two people: of thousands of faces hundreds of thousands in all, of a hundred voices tens of thousands. */
export const DRAWN = { face: 1, voice: 10 } as const;

/** Somebody who is enrolled with these captures, and everything that is held against them. */
export interface Comparisons<T> {
  enrolled: string;
  references: T[];
  probes: T[];
}

type Named = Pick<Capture, 'subject' | 'group' | 'file'>;

/** A capture that is left out, and those that follow it and are enrolled. */
interface Enrolment<T> {
  leftOut: T;
  kept: T[];
}

/** Each capture of a person is left out once, and those that follow it are enrolled; none of people who have too few. */
function enrolments<T>(captures: readonly T[], { least, most }: Enrolled): Enrolment<T>[] {
  const count = Math.min(most, captures.length - 1);
  if (count < least) return [];
  return captures.map((leftOut, at) => ({
    leftOut,
    kept: Array.from({ length: count }, (_, i) => captures[(at + 1 + i) % captures.length] as T),
  }));
}

/**
 * Comparisons in the shape of a log-in: captures against up to `most` others, at least `least`, of the enrolled person. The probes
 * of their group are held against each such reference, of the own ones only the one left out. A probe is the same file
 * as the reference's capture under whatever condition.
 */
export function* loginComparisons<T extends Named>(
  references: readonly T[],
  probes: readonly T[],
  count: Enrolled,
): Generator<Comparisons<T>> {
  for (const [enrolled, captures] of grouped(references, ({ subject }) => subject)) {
    for (const { leftOut, kept } of enrolments(captures, count))
      yield {
        enrolled,
        references: kept,
        probes: probes.filter(({ subject, group, file }) =>
          subject === enrolled ? file === leftOut.file : group === leftOut.group,
        ),
      };
  }
}

/**
 * The genuine comparisons of `loginComparisons`, scored against the mean of the enrolled embeddings, and of every two people of a group,
 * in either role, `drawn` impostor ones (a fraction: of so many of them one), drawn with replacement: every two people count alike, however many captures they have,
 * and thousands of people need not more memory than there is.
 */
export function loginTrials(
  references: readonly Capture[],
  probes: readonly Capture[],
  count: Enrolled,
  drawn: number,
): ModalityTrial[] {
  const random = seededRandom(20_261_121);
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const groups = new Map(
    [...grouped(probes, ({ group }) => group)].map(([group, own]) => [group, grouped(own, ({ subject }) => subject)]),
  );
  const trials: ModalityTrial[] = [];
  for (const [enrolled, captures] of grouped(references, ({ subject }) => subject)) {
    const own = enrolments(captures, count).map(({ leftOut, kept }) => ({
      file: leftOut.file,
      reference: meanEmbedding(kept.map(({ embedding }) => embedding)),
    }));
    if (own.length === 0) continue;
    const compare = (reference: Embedding, { subject: claimant, embedding, weight }: Capture): void => {
      const score = cosineSimilarity(reference, embedding);
      trials.push({ same: claimant === enrolled, score, weight, enrolled, claimant });
    };
    const group = groups.get(captures[0]?.group ?? '') ?? new Map<string, Capture[]>();
    for (const [claimant, shown] of group) {
      if (claimant === enrolled)
        for (const { file, reference } of own)
          for (const probe of shown.filter((each) => each.file === file)) compare(reference, probe);
      else for (let left = Math.floor(drawn + random()); left > 0; left--) compare(oneOf(own).reference, oneOf(shown));
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
