import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_RATE } from '@/lib/voice/audio';
import { wav } from './wav';

/** What Chromium plays instead of a camera and a microphone. */
export interface CameraFiles {
  video: string;
  sound: string;
}

/** The rate that Chromium's fake microphone takes as it is, in hertz. */
const MICROPHONE_RATE = 48_000;
const FACTOR = MICROPHONE_RATE / SAMPLE_RATE;
const FRAMES = 20;

/** Writes a loop of one picture (JPEG, 4:2:0) and a loop of 16 kHz speech. */
export async function writeCameraFiles(folder: string, photo: Buffer, speech: Float32Array): Promise<CameraFiles> {
  const video = join(folder, 'camera.mjpeg');
  const sound = join(folder, 'microphone.wav');
  await writeFile(video, Buffer.concat(Array<Buffer>(FRAMES).fill(photo)));
  await writeFile(sound, wav(resampled(speech), MICROPHONE_RATE));
  return { video, sound };
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
