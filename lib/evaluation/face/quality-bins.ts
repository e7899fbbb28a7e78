import type { Pair } from '@/lib/evaluation/data/pairs';
import { type FaceQuality, faceIssues } from '@/lib/face/quality';
import type { Purpose } from '@/lib/face/quality-limits';
import { lowerQuantile } from '@/lib/math/statistics';
import { cosineSimilarity, type Embedding } from '@/lib/math/vector';
import type { Gate } from './quality-gates';

/** One picture made worse in one measure; without an embedding where not one face was found. */
export interface Worse {
  file: string;
  value: number;
  embedding: Embedding | undefined;
}

/** Pictures whose measure lies in [from, to), and how they compare with clean ones of both sorts of pairs. */
export interface Bin {
  from: number;
  /** Absent for the last. */
  to?: number;
  /** Which purposes the gate lets them serve. */
  accepted: Purpose[];
  pictures: number;
  notFound: number;
  /** Cosine distance to the clean picture itself: median and 95th percentile. */
  moved?: { median: number; p95: number };
  /** Pictures against the clean ones of the same and of other people; not found counts as no match. */
  genuine: { trials: number; misses: number };
  impostor: { trials: number; matches: number };
}

/** Passes every gate. */
const GOOD: FaceQuality = {
  eyeCornerDistance: 150,
  brightness: 128,
  highlights: 0,
  contrast: 50,
  sharpness: 200,
  pose: { yaw: 0, pitch: 0, roll: 0 },
  margin: 1,
};
const PURPOSES = ['enrolment', 'login', 'comparison'] as const satisfies readonly Purpose[];

/** Counts what became of the pictures, by what the gate measures of them. */
export function binsOf(
  gate: Pick<Gate, 'edges' | 'at'>,
  pictures: readonly Worse[],
  clean: ReadonlyMap<string, Embedding>,
  pairs: readonly Pair[],
  threshold: number,
): Bin[] {
  const others = new Map<string, { file: string; same: boolean }[]>();
  for (const { a, b, same } of pairs) {
    others.set(a, [...(others.get(a) ?? []), { file: b, same }]);
    others.set(b, [...(others.get(b) ?? []), { file: a, same }]);
  }
  return gate.edges.map((from, i) => {
    const to = gate.edges[i + 1];
    const within = pictures.filter(({ value }) => value >= from && (to === undefined || value < to));
    const middle = to === undefined ? from + 1 : (from + to) / 2;
    const bin: Bin = {
      from,
      ...(to !== undefined && { to }),
      accepted: PURPOSES.filter((purpose) => faceIssues({ ...GOOD, ...gate.at(middle) }, purpose).length === 0),
      pictures: within.length,
      notFound: within.filter(({ embedding }) => !embedding).length,
      genuine: { trials: 0, misses: 0 },
      impostor: { trials: 0, matches: 0 },
    };
    const moved: number[] = [];
    for (const { file, embedding } of within) {
      const own = clean.get(file);
      if (own && embedding) moved.push(1 - cosineSimilarity(own, embedding));
      for (const other of others.get(file) ?? []) {
        const reference = clean.get(other.file);
        if (!reference) continue;
        const matches = embedding !== undefined && cosineSimilarity(reference, embedding) >= threshold;
        const kind = other.same ? bin.genuine : bin.impostor;
        kind.trials++;
        if (other.same && !matches) bin.genuine.misses++;
        if (!other.same && matches) bin.impostor.matches++;
      }
    }
    if (moved.length > 0) bin.moved = { median: lowerQuantile(moved, 0.5), p95: lowerQuantile(moved, 0.95) };
    return bin;
  });
}

/** The bins that hold any pictures, as a table in Markdown. */
export function binTable(name: string, bins: readonly Bin[]): string {
  const rows = bins
    .filter(({ pictures }) => pictures > 0)
    .map(({ from, to, accepted, pictures, notFound, moved, genuine, impostor }) =>
      [
        to === undefined ? `${from} and more` : `${from} to ${to}`,
        accepted.join(', ') || 'nothing',
        pictures,
        notFound,
        moved && moved.p95 > 0 ? `${moved.median.toFixed(3)} (${moved.p95.toFixed(3)})` : '',
        `${genuine.misses} of ${genuine.trials}`,
        `${impostor.matches} of ${impostor.trials}`,
      ].join(' | '),
    );
  return [
    `| ${name} | good for | pictures | no single face | moved, median (95 %) | misses | false matches |`,
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
