import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/vector';

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

/**
 * Comparisons in the shape of a log-in: one capture against the mean of up to `most` others, at least `least`, of the enrolled
 * person. Each capture of a person is left out once, and those that follow it are enrolled; everybody's probes are held
 * against each such reference, of the own ones only the one left out. A probe is the same file as the reference's capture
 * under whatever condition.
 */
export function loginTrials(
  references: readonly Capture[],
  probes: readonly Capture[],
  { least, most }: { least: number; most: number },
): ModalityTrial[] {
  const trials: ModalityTrial[] = [];
  for (const [enrolled, captures] of grouped(references, ({ subject }) => subject)) {
    const count = Math.min(most, captures.length - 1);
    if (count < least) continue;
    captures.forEach(({ file }, leftOut) => {
      const following = Array.from(
        { length: count },
        (_, i) => captures[(leftOut + 1 + i) % captures.length] as Capture,
      );
      const reference = meanEmbedding(following.map(({ embedding }) => embedding));
      for (const probe of probes) {
        const same = probe.subject === enrolled;
        if (same && probe.file !== file) continue;
        const score = cosineSimilarity(reference, probe.embedding);
        trials.push({ same, score, weight: probe.weight, enrolled, claimant: probe.subject });
      }
    });
  }
  return trials;
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
