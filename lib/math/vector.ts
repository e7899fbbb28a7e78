import { clamp } from './statistics';

/** An L2-normalised vector, as long as its model makes it. */
export type Embedding = Float32Array;

/** The scalar product. Throws a RangeError when the lengths differ. */
export function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} values`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The Euclidean length. */
export function norm(a: Float32Array): number {
  return Math.sqrt(dot(a, a));
}

/** A copy of length 1, written into `copy`. Throws a RangeError for a zero or non-finite vector: it has no direction. */
export function l2Normalise(a: Float32Array, copy: Embedding = new Float32Array(a.length)): Embedding {
  const length = norm(a);
  if (!Number.isFinite(length) || length === 0) throw new RangeError('a vector without a direction');
  for (let i = 0; i < a.length; i++) copy[i] = (a[i] as number) / length;
  return copy;
}

/** Cosine similarity in [-1, 1] of two vectors of any length but zero. */
export function cosineSimilarity(a: Float32Array, b: Float32Array): number {
  const similarity = dot(a, b) / (norm(a) * norm(b));
  if (!Number.isFinite(similarity)) throw new RangeError('a vector without a direction');
  return clamp(similarity, -1, 1);
}

/** Cosine distance `1 - cos`, in [0, 2]. */
export function cosineDistance(a: Float32Array, b: Float32Array): number {
  return 1 - cosineSimilarity(a, b);
}

/** The normalised mean of embeddings of one length. Throws a RangeError for none, or when they cancel out. */
export function meanEmbedding(embeddings: readonly Embedding[]): Embedding {
  const first = embeddings[0];
  if (!first) throw new RangeError('the mean of no embeddings');
  const sum = new Float32Array(first.length);
  for (const embedding of embeddings) {
    if (embedding.length !== sum.length)
      throw new RangeError(`vectors of ${sum.length} and ${embedding.length} values`);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (embedding[i] as number);
  }
  return l2Normalise(sum);
}
