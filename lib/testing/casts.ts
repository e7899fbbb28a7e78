import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { FRAME_SHIFT, filterbank } from '@/lib/voice/filterbank';
import { detectSpeech, widen } from '@/lib/voice/speech';
import { dataUrl } from './captures';
import { facePhoto, people } from './faces';
import type { Samples } from './people';
import { wav } from './wav';

/** One person's face or voice for sign-up and, in other takes, for log-in. */
export interface Takes<T> {
  signUp(): Promise<T>;
  logIn(): Promise<T>;
}

/** A person and an impostor, from one source of faces and voices. */
export interface Cast {
  title: string;
  /** Where the files are; tests with this cast are skipped when it is absent. */
  folder: string;
  face: Takes<Buffer>;
  otherFace: Takes<Buffer>;
  voice: Takes<Float32Array>;
  otherVoice: Takes<Float32Array>;
}

async function speech(files: readonly string[]): Promise<Float32Array> {
  const clips = await Promise.all(files.map(async (file) => decodeSound(await readFile(file))));
  const all = new Float32Array(clips.reduce((length, clip) => length + clip.length, 0));
  let at = 0;
  for (const clip of clips) {
    all.set(clip, at);
    at += clip.length;
  }
  return all;
}

/** The same without its long pauses: whoever reads a sentence pauses as nobody does between five digits. */
function fluent(sound: Float32Array): Float32Array {
  const spoken = widen(detectSpeech(sound, filterbank(sound)));
  return sound.filter((_, i) => spoken[Math.floor(i / FRAME_SHIFT)]);
}

const voices = join(process.cwd(), 'lib', 'testing', 'voices');
const synthetic = (speaker: string): Takes<Float32Array> => ({
  signUp: () => speech([1, 2, 3].map((n) => join(voices, `${speaker}-${n}.ogg`))),
  logIn: () => speech([join(voices, `${speaker}-4.ogg`)]),
});
const demo = (person: keyof typeof people): Takes<Buffer> => ({
  signUp: () => facePhoto(people[person][0]),
  logIn: () => facePhoto(people[person][1]),
});

const fixtures = join(process.cwd(), '..', 'shared', 'fixtures');
const photograph = (file: string): Promise<Buffer> =>
  sharp(join(fixtures, 'faces', file))
    .resize(640, 480, { fit: 'contain' })
    .jpeg({ quality: 95 })
    .toBuffer();
const photographs = (signUp: string, logIn: string): Takes<Buffer> => ({
  signUp: () => photograph(signUp),
  logIn: () => photograph(logIn),
});
const recorded = (speaker: string): Takes<Float32Array> => {
  const clips = async (): Promise<string[]> => {
    const folder = join(fixtures, 'voices', speaker);
    return (await readdir(folder)).sort().map((file) => join(folder, file));
  };
  return {
    signUp: async () => speech((await clips()).slice(0, -1)),
    logIn: async () => fluent(await speech((await clips()).slice(-1))),
  };
};

export const casts: readonly Cast[] = [
  {
    title: 'demo photographs and synthetic voices',
    folder: voices,
    face: demo('ada'),
    otherFace: demo('berta'),
    voice: synthetic('slt'),
    otherVoice: synthetic('rms'),
  },
  {
    title: 'real photographs and real speakers (../shared/fixtures)',
    folder: fixtures,
    face: photographs('img20.jpg', 'img21.jpg'),
    otherFace: photographs('img16.jpg', 'img17.jpg'),
    // Two readers whom the built-in model tells apart; librispeech-00 and -01 it does not (docs/evaluation.md has the rates).
    voice: recorded('librispeech-06'),
    otherVoice: recorded('librispeech-05'),
  },
];

const SENTENCE = 5 * SAMPLE_RATE;

/** Five seconds of a voice from the `n`-th sentence on, round the end, as a data URL: what the microphone would have heard. */
export function spoken(voice: Float32Array, n: number): string {
  const samples = Float32Array.from({ length: SENTENCE }, (_, i) => voice[(n * SENTENCE + i) % voice.length] as number);
  return dataUrl(wav(samples, SAMPLE_RATE), 'audio/wav');
}

/** What a sign-up takes of one face and one voice. */
export async function samplesOf(face: Takes<Buffer>, voice: Takes<Float32Array>): Promise<Samples> {
  const sound = await voice.signUp();
  const recordings = [0, 1, 2, 2].map((part) => spoken(sound, part));
  return { photo: dataUrl(await face.signUp(), 'image/jpeg'), recordings };
}

export const isThere = (cast: Cast): boolean => existsSync(cast.folder);
