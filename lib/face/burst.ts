import { cosineDistance, type Embedding, l2Normalise } from '@/lib/math/vector';

/** `count` different indices of `length`, spread evenly; all of them when there are no more. */
export function evenlySpaced(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, index) => index);
  if (count === 1) return [Math.floor(length / 2)];
  return Array.from({ length: count }, (_, index) => Math.round((index * (length - 1)) / (count - 1)));
}

/** The normalised mean of embeddings, each counting as much as its weight. Throws a RangeError when they cancel out. */
export function weightedMean(embeddings: readonly Embedding[], weights: readonly number[]): Embedding {
  const sum = new Float32Array(embeddings[0]?.length ?? 0);
  embeddings.forEach((embedding, index) => {
    const weight = weights[index] ?? 0;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (embedding[i] as number);
  });
  return l2Normalise(sum);
}

/** The largest cosine distance between any two embeddings; 0 for fewer than two. */
export function spread(embeddings: readonly Embedding[]): number {
  let largest = 0;
  embeddings.forEach((a, index) => {
    for (const b of embeddings.slice(index + 1)) largest = Math.max(largest, cosineDistance(a, b));
  });
  return largest;
}
