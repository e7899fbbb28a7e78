import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ffmpegPrograms } from '@/lib/media/ffmpeg';

/** What ffmpeg writes to its output when it is given `input`. Throws an Error when there is no ffmpeg or it fails. */
export async function throughFfmpeg(input: Uint8Array, args: readonly string[]): Promise<Buffer> {
  const program = ffmpegPrograms()[0] as string;
  const child = spawn(program, ['-v', 'error', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  // A program that stops reading early closes the pipe; its exit status says why.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const output: Buffer[] = [];
  for await (const chunk of child.stdout) output.push(chunk as Buffer);
  const [status] = await ended;
  if (status !== 0) throw new Error(`ffmpeg ended with ${status}`);
  return Buffer.concat(output);
}

/** Sound at 16 kHz after a filter of ffmpeg, such as `atempo=1.1`. */
export async function filtered(audio: Float32Array, filter: string): Promise<Float32Array> {
  const raw = ['-f', 'f32le', '-ar', '16000', '-ac', '1'];
  return samplesOf(await throughFfmpeg(bytesOf(audio), [...raw, '-i', 'pipe:0', '-af', filter, ...raw, 'pipe:1']));
}

/** Every `step`-th picture of a film and the one after it, as PNG files one after the other. */
export function picturesOf(path: string, step: number): Promise<Buffer> {
  const chosen = `select='lt(mod(n\\,${step})\\,2)'`;
  return throughFfmpeg(new Uint8Array(), [
    '-i',
    path,
    '-an',
    '-vf',
    chosen,
    '-vsync',
    '0',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    'pipe:1',
  ]);
}

/** The sound of a film at 16 kHz. */
export async function soundOfFilm(path: string): Promise<Float32Array> {
  const raw = ['-f', 'f32le', '-ar', '16000', '-ac', '1', 'pipe:1'];
  return samplesOf(await throughFfmpeg(new Uint8Array(), ['-i', path, '-vn', ...raw]));
}

/** So many pictures a second of a film, RGB of this size one after the other; black where its shape is another. */
export function rawPicturesOf(path: string, rate: number, width: number, height: number): Promise<Buffer> {
  const size = `${width}:${height}`;
  const fitted = `fps=${rate},scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:-1:-1`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'];
  return throughFfmpeg(new Uint8Array(), ['-i', path, '-an', '-vf', fitted, ...raw]);
}

/** Sound at 16 kHz encoded with Opus, in an Ogg file. */
export function opusOf(audio: Float32Array, bitRate: string): Promise<Buffer> {
  const input = ['-f', 'f32le', '-ar', '16000', '-ac', '1', '-i', 'pipe:0'];
  return throughFfmpeg(bytesOf(audio), [...input, '-c:a', 'libopus', '-b:a', bitRate, '-f', 'ogg', 'pipe:1']);
}

const bytesOf = (audio: Float32Array): Uint8Array => new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength);

function samplesOf(bytes: Buffer): Float32Array {
  const samples = new Float32Array(Math.floor(bytes.length / 4));
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readFloatLE(4 * i);
  return samples;
}
