import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '@/lib/math/random';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { MOST_RECORDING_SECONDS } from '@/lib/media/capture-limits';
import { movingPicture } from './moving-picture';
import { wav } from './wav';

/** The rate that Chromium's fake microphone takes as it is, in hertz. */
const MICROPHONE_RATE = 48_000;
const FACTOR = MICROPHONE_RATE / SAMPLE_RATE;
/** Chromium shows thirty pictures of a file a second. Of ten different ones a second, eight seconds: the longest recording has none twice. */
const SHOWN_RATE = 30;
const RATE = 10;
const FRAMES = RATE * MOST_RECORDING_SECONDS;

/** Writes a loop of 16 kHz speech for Chromium to play instead of a microphone, in the place of the one before. */
export async function writeMicrophone(folder: string, speech: Float32Array): Promise<string> {
  const sound = join(folder, 'microphone.wav');
  await writeFile(sound, wav(resampled(speech), MICROPHONE_RATE));
  return sound;
}

const loops = new Map<string, Promise<Buffer[]>>();

/**
 * Writes a loop of somebody in a photograph who moves a little (JPEG, 4:2:0) for Chromium to play instead of a camera, in the place of the
 * one before: nobody moves twice in the same way, and each take has a way of its own. Chromium reads it from the start whenever the camera
 * is opened. Each loop is made once in a process.
 */
export async function writeCamera(folder: string, photo: Buffer, take: number): Promise<string> {
  const key = `${createHash('sha256').update(photo).digest('hex')} ${take}`;
  const seconds = Array.from({ length: FRAMES }, (_, i) => i / RATE);
  const loop = loops.get(key) ?? movingPicture(photo, seconds, seededRandom(take));
  loops.set(key, loop);
  return writeFrames(folder, await loop);
}

/** Writes a loop of one picture, as somebody has it who feeds a photograph to the camera. */
export async function writeFrozenCamera(folder: string, photo: Buffer): Promise<string> {
  const frame = await sharp(photo).jpeg({ quality: 92 }).toBuffer();
  return writeFrames(folder, [frame]);
}

async function writeFrames(folder: string, frames: readonly Buffer[]): Promise<string> {
  const video = join(folder, 'camera.mjpeg');
  // Whole or not at all: the browser may open it now.
  const shown = frames.flatMap((frame) => Array<Buffer>(SHOWN_RATE / RATE).fill(frame));
  await writeFile(`${video}.draft`, Buffer.concat(shown));
  await rename(`${video}.draft`, video);
  return video;
}

/** At 48 kHz, interpolated between the samples. */
function resampled(speech: Float32Array): Float32Array {
  return Float32Array.from({ length: speech.length * FACTOR }, (_, i) => {
    const at = Math.floor(i / FACTOR);
    const here = speech[at] ?? 0;
    const next = speech[at + 1] ?? here;
    return here + ((next - here) * (i % FACTOR)) / FACTOR;
  });
}
