import type { Modality } from '@/lib/decision/modality';
import { asSesameError, type ErrorCode, errorStatus, type Failure } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';

/** How the files of the HTTP API are compared: recordings by the voice in them, pictures by the face. */
export interface FileComparison<Shown extends object, Both extends object> {
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
  /** What the answer tells of two good files. */
  both(a: Shown, b: Shown): Both;
}

/** One of several files is not good enough: which one, and everything that is wrong with it. */
export interface FileFailure extends Failure {
  file: string;
  issues: readonly ErrorCode[];
}

/** What a file of the HTTP API shows. Throws what the model throws, `busy` among it. */
export async function observeFile<Shown extends object>(
  file: string,
  bytes: Uint8Array,
  { observe, nothing }: Pick<FileComparison<Shown, object>, 'observe' | 'nothing'>,
): Promise<{ ok: true; embedding: Embedding; shown: Shown } | FileFailure> {
  const refused = (code: ErrorCode, issues: readonly ErrorCode[] = [code]): FileFailure => ({
    ok: false,
    code,
    file,
    issues,
  });
  try {
    const { issues, embedding, shown } = await observe(bytes);
    if (issues[0]) return refused(issues[0], issues);
    if (!embedding || shown === undefined) return refused(nothing);
    return { ok: true, embedding, shown };
  } catch (error) {
    const code = asSesameError(error)?.code;
    const isAboutFile = code !== undefined && (errorStatus[code] < 500 || code === 'decoder_missing');
    if (!isAboutFile) throw error;
    return refused(code);
  }
}
