import { SesameError } from '@/lib/errors';
import { decodeWithFfmpeg } from './ffmpeg';
import { checkDuration, type Pcm } from './pcm';
import type { Track } from './track';

/** Samples in one packet, before spectral band replication doubles them. */
const PACKET_SAMPLES = 1024;

const HEADER_BYTES = 7;

/** Largest packet that the 13-bit length of an ADTS header can hold, header included. */
const MAX_FRAME_BYTES = 8191;

/** By index (ISO/IEC 14496-3, table 1.18), in hertz. */
const RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

/** Audio object types: low complexity, and the same with band replication or parametric stereo around it. */
const LOW_COMPLEXITY = 2;
const WRAPPERS = [5, 29];

interface AacConfig {
  rateIndex: number;
  channels: number;
}

/**
 * The AAC track of an MP4 file as mono samples at 16 kHz. No decoder of AAC runs in this process, so ffmpeg gets the
 * packets, as an ADTS stream through a pipe: it never sees the container, and needs no file to seek in.
 *
 * Errors: `undecodable_media`, `recording_too_long`, `decoder_missing`.
 */
export async function* decodeAac(
  { setup, packets, skipSeconds }: Track,
  maxSeconds: number,
  ffmpeg?: readonly string[],
): AsyncGenerator<Pcm> {
  const config = readConfig(setup);
  const rate = config && RATES[config.rateIndex];
  if (!rate) throw broken('configuration');

  const frames: Uint8Array[] = [];
  let samples = -skipSeconds * rate;
  for (const packet of packets) {
    if (packet.length === 0 || packet.length + HEADER_BYTES > MAX_FRAME_BYTES) throw broken('packet');
    samples += PACKET_SAMPLES;
    checkDuration(samples / rate, maxSeconds);
    frames.push(adtsHeader(config, packet.length), packet);
  }
  let skipped = 0;
  for await (const pcm of decodeWithFfmpeg(Buffer.concat(frames), 'aac', maxSeconds + skipSeconds, ffmpeg)) {
    const rest = pcm.samples.subarray(Math.round(skipSeconds * pcm.rate) - skipped);
    skipped += pcm.samples.length - rest.length;
    yield { ...pcm, samples: rest };
  }
}

/** `AudioSpecificConfig` (ISO/IEC 14496-3, 1.6.2.1), as far as an ADTS header can say it. */
function readConfig(setup: Uint8Array): AacConfig | undefined {
  const [first = 0, second = 0, third = 0] = setup;
  const outer = first >> 3;
  const type = WRAPPERS.includes(outer) ? (third >> 2) & 31 : outer;
  const rateIndex = ((first & 7) << 1) | (second >> 7);
  const channels = (second >> 3) & 15;
  return type === LOW_COMPLEXITY && channels >= 1 && channels <= 7 ? { rateIndex, channels } : undefined;
}

/** ISO/IEC 14496-3, 1.A.2.2: sync word, MPEG-4, no checksum, one packet, a buffer of unknown fullness. */
function adtsHeader({ rateIndex, channels }: AacConfig, packetBytes: number): Uint8Array {
  const length = packetBytes + HEADER_BYTES;
  return Uint8Array.of(
    0xff,
    0xf1,
    ((LOW_COMPLEXITY - 1) << 6) | (rateIndex << 2) | (channels >> 2),
    ((channels & 3) << 6) | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  );
}

function broken(detail: string): SesameError {
  return new SesameError('undecodable_media', { detail: `AAC: ${detail}` });
}
