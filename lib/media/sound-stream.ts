import { SesameError } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import { clamp } from '@/lib/math/statistics';
import type { Audio } from './audio';
import { batches } from './opus';
import { OPUS_RATE, opusPacketSamples } from './opus-packet';
import { DECODED_RATE, type OpusStream, openOpus } from './opus-stream';
import { checkDuration } from './pcm';
import { resampleStream } from './resample-stream';
import { webmStream } from './webm-stream';

/** 16 kHz mono signed 16-bit little-endian samples, or WebM with Opus as MediaRecorder makes it. */
export type StreamEncoding = 'pcm16' | 'webm';

/** A recording that is still arriving, in pieces cut anywhere. */
export interface SoundStream {
  /**
   * The audio that these bytes complete, at most a second at a time, each in a turn of the event loop of its own.
   * Errors: `undecodable_media`, `unsupported_media`, `recording_too_long`.
   */
  decode(bytes: Uint8Array): AsyncIterable<Audio>;
  /** What a filter still held back, when no more bytes come. */
  end(): Audio;
  /** Gives the decoder's memory back, also while `decode` is under way: it then stops. */
  free(): void;
}

/** Opens a decoder for at most so many seconds of sound. */
export function soundStream(encoding: StreamEncoding, maxSeconds: number): SoundStream {
  return encoding === 'pcm16' ? pcmStream(maxSeconds) : opusInWebm(maxSeconds);
}

const SAMPLE_RATE = 16_000;
const BYTES_PER_SECOND = 2 * SAMPLE_RATE;

function pcmStream(maxSeconds: number): SoundStream {
  let samples = 0;
  /** Half a sample that the last piece ended with. */
  let odd: Uint8Array = new Uint8Array(0);
  let freed = false;

  async function* decode(bytes: Uint8Array): AsyncGenerator<Audio> {
    const all = odd.length > 0 ? Buffer.concat([odd, bytes]) : bytes;
    const whole = all.length - (all.length % 2);
    odd = all.slice(whole);
    samples += whole / 2;
    checkDuration(samples / SAMPLE_RATE, maxSeconds);
    for (let at = 0; at < whole; at += BYTES_PER_SECOND) {
      await yieldToEventLoop();
      if (freed) return;
      yield fromPcm(all.subarray(at, Math.min(whole, at + BYTES_PER_SECOND)));
    }
  }

  const free = (): void => {
    freed = true;
  };
  return { decode, end: () => new Float32Array(0), free };
}

function fromPcm(bytes: Uint8Array): Audio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const audio = new Float32Array(bytes.length / 2);
  for (let i = 0; i < audio.length; i++) audio[i] = view.getInt16(2 * i, true) / 32_768;
  return audio;
}

function opusInWebm(maxSeconds: number): SoundStream {
  const webm = webmStream();
  const resampler = resampleStream(DECODED_RATE);
  let decoder: OpusStream | undefined;
  /** Samples at 48 kHz. */
  let duration = 0;
  let freed = false;

  async function* decode(bytes: Uint8Array): AsyncGenerator<Audio> {
    const packets = webm.push(bytes);
    // Read before anything is decoded, so that a short message cannot unfold into a long recording.
    for (const packet of packets) {
      const length = opusPacketSamples(packet);
      if (length === undefined) throw new SesameError('undecodable_media', { detail: 'Opus: packet' });
      duration += length;
    }
    checkDuration(duration / OPUS_RATE, maxSeconds);
    for (const batch of batches(packets)) {
      await yieldToEventLoop();
      if (freed) return;
      const opened = decoder ?? (await open());
      if (freed) return;
      yield resampler.push(opened.decode(batch)).map(inRange);
    }
  }

  async function open(): Promise<OpusStream> {
    const opened = await openOpus(webm.setup() ?? new Uint8Array(0));
    if (freed) opened.free();
    else decoder = opened;
    return opened;
  }

  function free(): void {
    freed = true;
    decoder?.free();
    decoder = undefined;
  }

  return { decode, end: () => resampler.end().map(inRange), free };
}

/** Lossy codecs overshoot. */
function inRange(value: number): number {
  return clamp(value, -1, 1);
}
