import { MPEGDecoder } from 'mpg123-decoder';
import { asSesameError, SesameError } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import { checkDuration, mixDown, type Pcm } from './pcm';
import { canResample } from './resample';

/** Bytes decoded in one turn of the event loop: at most four seconds, at the lowest bitrate that there is (8 kbit/s). */
const CHUNK_BYTES = 4096;

/**
 * An MP3 file as mono samples at its own rate, decoded by mpg123 in WebAssembly, piece by piece, so that a small file
 * cannot unfold into a long recording.
 *
 * Errors: `undecodable_media`, `recording_too_long`.
 */
export async function* decodeMp3(bytes: Uint8Array, maxSeconds: number): AsyncGenerator<Pcm> {
  const decoder = new MPEGDecoder();
  let usable = true;
  try {
    await decoder.ready;
    let rate: number | undefined;
    let length = 0;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      await yieldToEventLoop();
      const decoded = decoder.decode(bytes.subarray(at, at + CHUNK_BYTES));
      if (decoded.errors[0]) throw broken(decoded.errors[0].message);
      if (decoded.samplesDecoded > 0) {
        rate ??= decoded.sampleRate;
        if (decoded.sampleRate !== rate || !canResample(rate)) throw broken(`${decoded.sampleRate} Hz`);
        length += decoded.samplesDecoded;
        checkDuration(length / rate, maxSeconds);
        yield { samples: mixDown(decoded.channelData), rate };
      }
    }
    if (rate === undefined) throw broken('no frames');
  } catch (cause) {
    // One that failed is not touched again: its memory is its own, and goes with it.
    usable = false;
    throw asSesameError(cause) ?? broken('decoder', cause);
  } finally {
    if (usable) decoder.free();
  }
}

function broken(detail: string, cause?: unknown): SesameError {
  return new SesameError('undecodable_media', { detail: `MP3: ${detail}`, cause });
}
