import { asSesameError, SesameError } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import { BitReader } from './bit-reader';
import { type FlacStream, readFlacFrame } from './flac-frame';
import { checkDuration, mixDown, type Pcm } from './pcm';
import { canResample } from './resample';

/** Most samples decoded in one turn of the event loop: some milliseconds of work. */
const BATCH_SAMPLES = 48_000;

const STREAM_INFO = 0;
const STREAM_INFO_BYTES = 34;

/**
 * A FLAC file as mono samples at its own rate (RFC 9639), every frame verified by its checksum.
 *
 * Errors: `undecodable_media` (also for a file that ends within a frame), `recording_too_long`.
 */
export async function* decodeFlac(bytes: Uint8Array, maxSeconds: number): AsyncGenerator<Pcm> {
  try {
    const stream = readStreamInfo(bytes);
    let at = firstFrame(bytes);
    let length = 0;
    let nextBatch = 0;
    while (at < bytes.length) {
      if (length >= nextBatch) {
        await yieldToEventLoop();
        nextBatch = length + BATCH_SAMPLES;
      }
      const { channels, end } = readFlacFrame(bytes, at, stream);
      const samples = mixDown(channels);
      length += samples.length;
      checkDuration(length / stream.rate, maxSeconds);
      yield { samples, rate: stream.rate };
      at = end;
    }
  } catch (cause) {
    throw asSesameError(cause) ?? broken('a frame ends too early', cause);
  }
}

function readStreamInfo(bytes: Uint8Array): FlacStream {
  const reader = new BitReader(bytes, 4);
  reader.unsigned(1);
  if (reader.unsigned(7) !== STREAM_INFO || reader.unsigned(24) !== STREAM_INFO_BYTES) throw broken('no stream info');
  // Block and frame sizes, which each frame says again.
  reader.position += 80;
  const stream = { rate: reader.unsigned(20), channels: reader.unsigned(3) + 1, bits: reader.unsigned(5) + 1 };
  if (!canResample(stream.rate)) throw broken(`${stream.rate} Hz`);
  return stream;
}

/** Where the metadata blocks end. */
function firstFrame(bytes: Uint8Array): number {
  for (let at = 4; at + 4 <= bytes.length; ) {
    const header = new BitReader(bytes, at);
    const last = header.unsigned(1) === 1;
    header.unsigned(7);
    at += 4 + header.unsigned(24);
    if (last) return at;
  }
  throw broken('no frames');
}

function broken(detail: string, cause?: unknown): SesameError {
  return new SesameError('undecodable_media', { detail: `FLAC: ${detail}`, cause });
}
