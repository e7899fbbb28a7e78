import { asSesameError, type ErrorCode, errorStatus, type Failure } from '@/lib/errors';
import { decodeSoundInBlocks } from '@/lib/media/sound';
import type { Embedding } from '@/lib/vector';
import type { VoiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';

/** Longest recording of the HTTP API, in seconds. */
const MAX_SECONDS = 600;

/** One of several files is not good enough: which one, and everything that is wrong with it. */
export interface FileFailure extends Failure {
  file: string;
  issues: readonly ErrorCode[];
}

export interface SpokenFile {
  ok: true;
  embedding: Embedding;
  /** Seconds of speech, in hundredths. */
  seconds: number;
}

/** What the recording in a file of the HTTP API shows. Throws what the model throws, `busy` among it. */
export async function observeFile(
  file: string,
  bytes: Uint8Array,
  model: VoiceModel,
): Promise<SpokenFile | FileFailure> {
  const refused = (code: ErrorCode, issues: readonly ErrorCode[] = [code]): FileFailure => ({
    ok: false,
    code,
    file,
    issues,
  });
  try {
    const audio = decodeSoundInBlocks(bytes, { maxSeconds: MAX_SECONDS });
    const { issues, embedding, speechSeconds } = await observeVoice(audio, model);
    if (issues[0]) return refused(issues[0], issues);
    if (!embedding) return refused('no_speech');
    return { ok: true, embedding, seconds: Math.round(speechSeconds * 100) / 100 };
  } catch (error) {
    const code = asSesameError(error)?.code;
    const isAboutFile = code !== undefined && (errorStatus[code] < 500 || code === 'decoder_missing');
    if (!isAboutFile) throw error;
    return refused(code);
  }
}
