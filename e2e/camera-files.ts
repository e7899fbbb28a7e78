import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_RATE } from '@/lib/voice/audio';

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
  await writeFile(sound, wav(speech));
  return { video, sound };
}

/** 16-bit mono PCM at 48 kHz, interpolated between the samples. */
function wav(speech: Float32Array): Buffer {
  const samples = new Int16Array(speech.length * FACTOR);
  for (let i = 0; i < samples.length; i++) {
    const at = Math.floor(i / FACTOR);
    const here = speech[at] ?? 0;
    const next = speech[at + 1] ?? here;
    samples[i] = Math.round(32_767 * (here + ((next - here) * (i % FACTOR)) / FACTOR));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(MICROPHONE_RATE, 24);
  header.writeUInt32LE(MICROPHONE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
