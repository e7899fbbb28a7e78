import { cosineDistance, cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import { probeFor, type Template } from '@/lib/storage/template';
import { NO_MODEL } from './dummy-templates';

/** The least cosine similarity there is: what is never compared is never alike. */
const OPPOSITE = -1;

/**
 * Cosine similarity of an observed embedding with the mean of the enrolled ones, in [-1, 1]; NaN when nothing was
 * observed. Embeddings of different models are never compared: the answer is -1.
 */
export function templateSimilarity(
  observed: { embedding: Embedding | undefined; model: string },
  template: Template,
): number {
  if (!observed.embedding) return Number.NaN;
  if (observed.model !== template.model) return OPPOSITE;
  return cosineSimilarity(probeFor(template, observed.embedding), meanEmbedding(template.embeddings));
}

/** Whether something was observed that cannot be compared: enrolled was another model. The stand-in for unknown names is of none. */
export function isOtherModel(
  observed: { embedding: Embedding | undefined; model: string },
  template: Template,
): boolean {
  return observed.embedding !== undefined && template.model !== observed.model && template.model !== NO_MODEL;
}

/** The largest cosine distance between any two embeddings, in [0, 2]; 0 for fewer than two. */
export function largestDistance(embeddings: readonly Embedding[]): number {
  let largest = 0;
  embeddings.forEach((a, i) => {
    for (const b of embeddings.slice(i + 1)) largest = Math.max(largest, cosineDistance(a, b));
  });
  return largest;
}
