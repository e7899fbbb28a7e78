import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { env } from '@/lib/env';
import { SesameError } from '@/lib/errors';
import { checkDuration, type Pcm } from './pcm';

const OUTPUT_RATE = 16_000;
const SAMPLE_BYTES = 4;

/** Longest that ffmpeg is waited for, in milliseconds: decoding a minute of sound takes about a tenth of a second. */
const TIME_LIMIT = 10_000;

/** Largest single allocation ffmpeg may make, in bytes. */
const MEMORY_LIMIT = 64 * 1024 * 1024;

/** The decoders that ffmpeg may use, of some hundreds: what browsers and recorders put into AAC streams, WebM and Ogg. */
const DECODERS = 'aac,vorbis,opus,libopus,flac,pcm_s16le,pcm_f32le';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** The demuxers that ffmpeg is ever asked for. All read a pipe from start to end and open nothing by themselves. */
export type Demuxer = 'aac' | 'ogg' | 'matroska';

/**
 * What ffmpeg is told. The demuxer is named, because a guess by content would reach playlists and lists of files, and the
 * pipe is the only protocol, because formats that name other files or addresses must not open them.
 */
export function ffmpegArguments(demuxer: Demuxer, maxSeconds: number): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-max_alloc', String(MEMORY_LIMIT), '-threads', '1'],
    ...['-protocol_whitelist', 'pipe', '-codec_whitelist', DECODERS, '-f', demuxer, '-i', 'pipe:0'],
    // One second more than allowed, so that too much is told from just enough.
    ...['-map', '0:a:0', '-t', String(maxSeconds + 1)],
    // The mean of all channels: without it, two alike come out louder than each.
    ...['-rematrix_maxval', '1'],
    ...['-ar', String(OUTPUT_RATE), '-ac', '1', '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
  ];
}

/**
 * Decodes with ffmpeg as a child process: bytes go in through a pipe, mono samples at 16 kHz come out through another, and
 * nothing touches the disk. It gets no environment but the path, waits while nobody takes what it has decoded, and is killed
 * when it takes or gives too much, or when nobody wants the rest.
 *
 * `programs` are tried in order. Errors: `decoder_missing`, `undecodable_media`, `recording_too_long`.
 */
export async function* decodeWithFfmpeg(
  input: Uint8Array,
  demuxer: Demuxer,
  maxSeconds: number,
  programs: readonly string[] = ffmpegPrograms(),
  timeLimit = TIME_LIMIT,
): AsyncGenerator<Pcm> {
  const child = await startFirst(programs, ffmpegArguments(demuxer, maxSeconds));
  let length = 0;
  let held = Buffer.alloc(0);
  for await (const chunk of read(child, input, timeLimit)) {
    const bytes = Buffer.concat([held, chunk]);
    const samples = new Float32Array(Math.floor(bytes.length / SAMPLE_BYTES));
    for (let n = 0; n < samples.length; n++) samples[n] = bytes.readFloatLE(n * SAMPLE_BYTES);
    held = bytes.subarray(samples.length * SAMPLE_BYTES);
    length += samples.length;
    checkDuration(length / OUTPUT_RATE, maxSeconds);
    yield { samples, rate: OUTPUT_RATE };
  }
}

/** The configured program, the optional package `ffmpeg-static`, and `ffmpeg` on the path, as far as they are there. */
export function ffmpegPrograms(configured = env().FFMPEG_PATH): string[] {
  return [configured, packagedFfmpeg(), 'ffmpeg'].filter((program) => program !== undefined);
}

function packagedFfmpeg(): string | undefined {
  // Resolved from the working directory at run time: a bundler must not look for a package that is not installed.
  const name = 'ffmpeg-static';
  try {
    const path: unknown = createRequire(join(process.cwd(), 'package.json'))(name);
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

async function startFirst(programs: readonly string[], args: string[]): Promise<Child> {
  for (const program of programs) {
    const child = spawn(program, args, {
      env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      await once(child, 'spawn');
      return child;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'EACCES')
        throw new SesameError('internal', { detail: 'ffmpeg did not start', cause });
    }
  }
  throw new SesameError('decoder_missing', {
    detail: 'this recording needs ffmpeg: install it, or `npm install ffmpeg-static`, or name it in FFMPEG_PATH',
  });
}

/** What a program writes when it is given `input`. Only the time that it is waited for counts, in milliseconds. */
async function* read(child: Child, input: Uint8Array, timeLimit: number): AsyncGenerator<Buffer> {
  const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve(signal ?? status)));
  // A program that stops reading early closes the pipe; its exit status says why.
  child.stdin.on('error', () => {});
  child.stdin.end(input);

  let left = timeLimit;
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const timer = setTimeout(() => child.kill('SIGKILL'), left);
    const result = await work;
    clearTimeout(timer);
    left -= performance.now() - startedAt;
    return result;
  };

  try {
    const chunks: AsyncIterator<Buffer> = child.stdout[Symbol.asyncIterator]();
    for (let next = await inTime(chunks.next()); !next.done; next = await inTime(chunks.next())) yield next.value;
    const status = await inTime(ended);
    if (status !== 0) throw new SesameError('undecodable_media', { detail: `ffmpeg ended with ${status}` });
  } finally {
    child.kill('SIGKILL');
    child.stdout.destroy();
  }
}
