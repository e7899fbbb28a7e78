import { asSesameError, type ErrorCode, errorStatus, type Failure } from '@/lib/errors';
import type { Embedding } from '@/lib/math/vector';
import type { FileComparison } from './comparison';

/** One of several files is not good enough: which one, and everything that is wrong with it. */
export interface FileFailure extends Failure {
  file: string;
  issues: readonly ErrorCode[];
}

export interface ObservedFile<Shown> {
  ok: true;
  embedding: Embedding;
  shown: Shown;
}

/** What a file of the HTTP API shows. Throws what the model throws, `busy` among it. */
export async function observeFile<Shown>(
  file: string,
  bytes: Uint8Array,
  { observe, nothing }: FileComparison<Shown>,
): Promise<ObservedFile<Shown> | FileFailure> {
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
