import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { Trial } from './rates';

/** One file that gave an embedding. */
export interface Sample {
  file: string;
  /** The folder that holds the file: one person. */
  subject: string;
  /** The folder above that: a language, a corpus, a group of people. */
  group: string;
  embedding: Embedding;
}

/** A trial and what was compared. */
export interface NamedTrial extends Trial {
  reference: string;
  probe: string;
}

export interface TrialOptions {
  /** The mean of this many files of a person is the reference, the others are probes; absent: every file with every other. */
  enrol?: number;
  /** Impostors come from the reference's own group only. */
  sameGroup?: boolean;
  /** Replaces the cosine similarity. */
  score?: (reference: Embedding, probe: Embedding) => number;
}

interface Reference {
  name: string;
  subject: string;
  group: string;
  embedding: Embedding;
}

/** Every comparison of a reference with a probe of the same person or of another. No file meets itself. */
export function makeTrials(
  references: readonly Sample[],
  probes: readonly Sample[],
  options: TrialOptions,
): NamedTrial[] {
  const subjects = [...new Set([...references, ...probes].map(({ subject }) => subject))];
  const numbers = new Map(subjects.map((subject, i) => [subject, i]));
  const number = (subject: string): number => numbers.get(subject) as number;
  const score = options.score ?? cosineSimilarity;
  const trials: NamedTrial[] = [];
  const { enrolled, others } = enrol(references, probes, options.enrol);
  for (const reference of enrolled) {
    for (const probe of others) {
      const same = reference.subject === probe.subject;
      if (!same && options.sameGroup && reference.group !== probe.group) continue;
      // Without enrolment both sides are the same files: each pair once.
      if (options.enrol === undefined && reference.name >= probe.file) continue;
      trials.push({
        same,
        score: score(reference.embedding, probe.embedding),
        subjects: [number(reference.subject), number(probe.subject)],
        reference: reference.name,
        probe: probe.file,
      });
    }
  }
  return trials;
}

function enrol(
  references: readonly Sample[],
  probes: readonly Sample[],
  count: number | undefined,
): { enrolled: Reference[]; others: readonly Sample[] } {
  if (count === undefined)
    return { enrolled: references.map(({ file, ...sample }) => ({ ...sample, name: file })), others: probes };
  const enrolled: Reference[] = [];
  const used = new Set<string>();
  for (const subject of new Set(references.map((sample) => sample.subject))) {
    const first = references.filter((sample) => sample.subject === subject).slice(0, count);
    if (first.length < count) continue;
    for (const { file } of first) used.add(file);
    const [{ group }] = first as [Sample];
    const embedding = meanEmbedding(first.map((sample) => sample.embedding));
    enrolled.push({ name: `${subject} (mean of ${count})`, subject, group, embedding });
  }
  return { enrolled, others: probes.filter(({ file }) => !used.has(file)) };
}
