import { SesameError } from '@/lib/errors';
import { decodeAac } from './aac';
import type { Audio } from './audio';
import { type Demuxer, decodeWithFfmpeg } from './ffmpeg';
import { decodeFlac } from './flac';
import { mediaType } from './media-type';
import { decodeMp3 } from './mp3';
import { readMp4 } from './mp4';
import { readOgg } from './ogg';
import { decodeOpus } from './opus';
import { concatenate, inSeconds, type Pcm } from './pcm';
import { type ResampleStream, resampleStream } from './resample-stream';
import type { Track } from './track';
import { decodeWav } from './wav';
import { readWebm } from './webm';

/** Longest recording that is decoded, in seconds; log-in records five. */
export const MAX_SECONDS = 60;

export interface SoundOptions {
  maxSeconds?: number;
  /** Programs to try as ffmpeg, in order, instead of those that are found. */
  ffmpeg?: readonly string[];
}

type DecodeOptions = SoundOptions & { maxSeconds: number };

/** A recording as 16 kHz mono samples: what `decodeSoundInBlocks` gives, as a whole. */
export async function decodeSound(bytes: Uint8Array, options: SoundOptions = {}): Promise<Audio> {
  const blocks: Audio[] = [];
  for await (const block of decodeSoundInBlocks(bytes, options)) blocks.push(block);
  return concatenate(blocks);
}

/**
 * A recording as 16 kHz mono samples, some seconds at a time: WebM, MP4 and Ogg with Opus, WAV, FLAC and MP3 in this process;
 * AAC in MP4, and other codecs in WebM and Ogg, through ffmpeg where there is one. Decoders go no further than they are
 * asked, so that memory does not depend on the length, and are given back when nobody wants the rest.
 *
 * The type is told by magic bytes. How long a recording is, is found out before or while it is decoded, never after.
 * Samples are finite and in [-1, 1]; more than that is cut off.
 *
 * Errors, at once or after some blocks: `empty_media`, `unsupported_media`, `recording_too_long`, `undecodable_media`,
 * `decoder_missing`.
 */
export async function* decodeSoundInBlocks(bytes: Uint8Array, options: SoundOptions = {}): AsyncGenerator<Audio> {
  const { maxSeconds = MAX_SECONDS, ffmpeg } = options;
  if (bytes.length === 0) throw new SesameError('empty_media');
  let resampler: ResampleStream | undefined;
  for await (const { samples, rate } of inSeconds(decode(bytes, { maxSeconds, ffmpeg }))) {
    for (let i = 0; i < samples.length; i++) {
      if (!Number.isFinite(samples[i])) throw new SesameError('undecodable_media', { detail: 'infinite samples' });
    }
    resampler ??= resampleStream(rate);
    yield inRange(resampler.push(samples));
  }
  if (!resampler) throw new SesameError('undecodable_media', { detail: 'no samples' });
  const rest = resampler.end();
  if (rest.length > 0) yield inRange(rest);
}

function inRange(audio: Audio): Audio {
  for (let i = 0; i < audio.length; i++) {
    const value = audio[i] as number;
    if (value > 1) audio[i] = 1;
    else if (value < -1) audio[i] = -1;
  }
  return audio;
}

function decode(bytes: Uint8Array, options: DecodeOptions): AsyncIterable<Pcm> {
  switch (mediaType(bytes)) {
    case 'audio/wav':
      return decodeWav(bytes, options.maxSeconds);
    case 'audio/flac':
      return decodeFlac(bytes, options.maxSeconds);
    case 'audio/mpeg':
      return decodeMp3(bytes, options.maxSeconds);
    case 'audio/mp4':
      return decodeTrack(readMp4(bytes), options);
    case 'audio/webm':
      return decodeTrack(readWebm(bytes), options, { bytes, demuxer: 'matroska' });
    case 'audio/ogg':
      return decodeTrack(readOgg(bytes), options, { bytes, demuxer: 'ogg' });
    default:
      throw new SesameError('unsupported_media');
  }
}

/** `whole` is what ffmpeg may read when the codec is none of ours. */
function decodeTrack(
  track: Track | undefined,
  { maxSeconds, ffmpeg }: DecodeOptions,
  whole?: { bytes: Uint8Array; demuxer: Demuxer },
): AsyncIterable<Pcm> {
  if (!track) throw new SesameError('undecodable_media', { detail: 'no sound track' });
  if (track.codec === 'opus') return decodeOpus(track, maxSeconds);
  if (track.codec === 'aac') return decodeAac(track, maxSeconds, ffmpeg);
  if (whole) return decodeWithFfmpeg(whole.bytes, whole.demuxer, maxSeconds, ffmpeg);
  throw new SesameError('unsupported_media', { detail: `codec ${track.codec}` });
}
