import type { Embedding } from '@/lib/math/vector';

/** How one modality of a capture compares with the person it is said to be of: one value from there to the decision and the history. */
export interface ModalityResult<Issue extends string = string> {
  /** The model that made the embedding. */
  model: string;
  /** Cosine similarity with the mean of the enrolled embeddings, in [-1, 1]; NaN without an embedding, -1 where the models differ. */
  similarity: number;
  /** What is asked of this person; the policy's floor holds beside it. */
  threshold: number;
  /** How much it counts for its quality, in [0, 1]. */
  weight: number;
  /** Absent when the quality will not do. */
  embedding: Embedding | undefined;
  /** What is wrong with the quality, most important first; the numbers are then meaningless. */
  quality: readonly Issue[];
}
