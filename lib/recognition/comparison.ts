import type { ErrorCode } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';
import type { Modality } from '@/lib/storage/template';

/** How the files of the HTTP API are compared: recordings by the voice in them, pictures by the face. */
export interface FileComparison<Shown> {
  modality: Modality;
  /** The model that makes the embeddings. */
  model: string;
  observe(bytes: Uint8Array): Promise<{
    /** What is wrong with the file. */
    issues: readonly ErrorCode[];
    embedding: Embedding | undefined;
    /** What the answer tells of a good file. */
    shown: Shown | undefined;
  }>;
  /** What a file without issues and without an embedding lacks. */
  nothing: ErrorCode;
  /** What the calibration of pairs is about: cosine similarity, or that after AS-norm. */
  similarity(a: Embedding, b: Embedding): number;
}
