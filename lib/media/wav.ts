import { SesameError } from '@/lib/errors';
import { yieldToEventLoop } from '@/lib/event-loop';
import { checkDuration, type Pcm } from './pcm';
import { canResample } from './resample';

const MAX_CHANNELS = 8;

/** Format tags of RFC 2361; EXTENSIBLE keeps the real one in the first two bytes of its GUID. */
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

interface WavFormat {
  tag: number;
  channels: number;
  rate: number;
  bits: number;
}

/**
 * A RIFF/WAVE file (or its 64-bit form RF64) as mono samples: 8, 16, 24 and 32-bit integers and 32-bit floats, 1 to 8
 * channels, 8 to 96 kHz.
 *
 * Chunk sizes are claims: recorders that stream write 0 or 0xFFFFFFFF for the last one, so what counts is the bytes that
 * are there. Its length is checked before anything is read. Errors: `undecodable_media`, `recording_too_long`.
 */
export async function* decodeWav(bytes: Uint8Array, maxSeconds: number): AsyncGenerator<Pcm> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = view.getUint32(at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (id === 0x666d7420 /* 'fmt ' */) format = readFormat(view, body, size);
    if (id === 0x64617461 /* 'data' */) {
      if (!format) throw broken('no format before the samples');
      const there = bytes.length - body;
      yield* readSamples(view, body, size === 0 ? there : Math.min(size, there), format, maxSeconds);
      return;
    }
    // Chunks start at even offsets.
    at = body + size + (size % 2);
  }
  throw broken('no samples');
}

function readFormat(view: DataView, at: number, size: number): WavFormat {
  if (size < 16 || at + Math.min(size, 40) > view.byteLength) throw broken('a truncated format');
  const tag = view.getUint16(at, true);
  const format = {
    tag: tag === EXTENSIBLE && size >= 40 ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
  const known =
    (format.tag === PCM && [8, 16, 24, 32].includes(format.bits)) || (format.tag === FLOAT && format.bits === 32);
  if (!known) throw broken(`format ${format.tag} with ${format.bits} bits`);
  if (format.channels < 1 || format.channels > MAX_CHANNELS) throw broken(`${format.channels} channels`);
  if (!canResample(format.rate)) throw broken(`${format.rate} Hz`);
  return format;
}

async function* readSamples(
  view: DataView,
  at: number,
  size: number,
  format: WavFormat,
  maxSeconds: number,
): AsyncGenerator<Pcm> {
  const { channels, rate, bits } = format;
  const sampleBytes = bits / 8;
  const length = Math.floor(size / (sampleBytes * channels));
  checkDuration(length / rate, maxSeconds);

  const read = sampleReader(view, format);
  // A second in one turn of the event loop.
  for (let first = 0; first < length; first += rate) {
    await yieldToEventLoop();
    const samples = new Float32Array(Math.min(rate, length - first));
    for (let n = 0; n < samples.length; n++) {
      const frame = at + (first + n) * channels * sampleBytes;
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) sum += read(frame + channel * sampleBytes);
      samples[n] = sum / channels;
    }
    yield { samples, rate };
  }
}

/** Eight-bit samples are unsigned, all others signed. */
function sampleReader(view: DataView, { tag, bits }: WavFormat): (at: number) => number {
  if (tag === FLOAT) return (at) => view.getFloat32(at, true);
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => view.getInt16(at, true) / 32_768;
  if (bits === 24) return (at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608;
  return (at) => view.getInt32(at, true) / 2_147_483_648;
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `WAV: ${detail}` });
}
