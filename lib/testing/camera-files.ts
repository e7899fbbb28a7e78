import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { gaussian } from '@/lib/math/random';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { wav } from './wav';

/** What Chromium plays instead of a camera and a microphone. */
export interface CameraFiles {
  video: string;
  sound: string;
}

/** The rate that Chromium's fake microphone takes as it is, in hertz. */
const MICROPHONE_RATE = 48_000;
const FACTOR = MICROPHONE_RATE / SAMPLE_RATE;
/** Six seconds at ten a second: no two alike within a capture. */
const FRAMES = 60;
/** Standard deviation of the noise of a webcam's sensor indoors, of 255. */
const NOISE = 2;

/** Writes a loop of one picture (JPEG, 4:2:0), with the noise of a sensor that is never the same, and a loop of 16 kHz speech. */
export async function writeCameraFiles(folder: string, photo: Buffer, speech: Float32Array): Promise<CameraFiles> {
  const video = join(folder, 'camera.mjpeg');
  const sound = join(folder, 'microphone.wav');
  await writeFile(video, Buffer.concat(await noisyFrames(photo)));
  await writeFile(sound, wav(resampled(speech), MICROPHONE_RATE));
  return { video, sound };
}

async function noisyFrames(photo: Buffer): Promise<Buffer[]> {
  const { data, info } = await sharp(photo).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  // One table of noise, read from another place for each frame.
  const noise = Int8Array.from({ length: data.length }, () => Math.round(NOISE * gaussian(Math.random)));
  const frames: Buffer[] = [];
  for (let i = 0; i < FRAMES; i++) {
    const bytes = new Uint8ClampedArray(data);
    let from = Math.floor(Math.random() * data.length);
    for (let at = 0; at < bytes.length; at++) {
      bytes[at] = (data[at] as number) + (noise[from] as number);
      from = from + 1 === noise.length ? 0 : from + 1;
    }
    frames.push(
      await sharp(bytes, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 92 })
        .toBuffer(),
    );
  }
  return frames;
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
