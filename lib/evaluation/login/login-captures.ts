import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { faceWeight, voiceWeight } from '@/lib/decision/weights';
import { firstSeconds, underCondition } from '@/lib/evaluation/data/conditions';
import { IMAGE_EXTENSIONS } from '@/lib/evaluation/data/face-images';
import { type DataFile, dataFiles, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import type { Capture } from '@/lib/evaluation/trials/modality-trials';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { measureFace } from '@/lib/face/quality';
import type { Audio } from '@/lib/media/audio';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';
import type { VoiceModel } from '@/lib/voice/model';
import { type ObserveOptions, observeVoice } from '@/lib/voice/observe';

/** References as enrolled, probes as at log-in, and the share of files that gave neither. */
export interface Captures {
  references: Capture[];
  probes: Capture[];
  failureToAcquire: number;
}

/** What is done to the probes. */
export type LoginCondition = 'clean' | 'degraded';

/** Pixels between the outer eye corners, brightness and JPEG quality of a degraded photograph, which is then enlarged again. */
const POOR_PICTURE = { eyes: 20, brightness: 0.7, quality: 60 };

/**
 * Photographs of people: `[group/]subject/file`, or files beside a `pairs.csv` (`a,b,same`) whose pairs of one person say who is
 * who. Of a degraded photograph the face is described where the undamaged one has it: the detector finds hardly any there.
 */
export async function faceCaptures(folder: string, condition: LoginCondition): Promise<Captures> {
  const model = await faceModel();
  const files = await facesIn(folder);
  const references: Capture[] = [];
  const probes: Capture[] = [];
  for (const { path, file, subject } of files) {
    const bytes = await readFile(path);
    const frame = await decodeImage(bytes);
    const { embedding, best } = await observeFace([frame], model, 'login');
    if (!embedding || !best) continue;
    const reference = { subject, file, embedding, weight: faceWeight(best.quality) };
    references.push(reference);
    probes.push(condition === 'clean' ? reference : { ...reference, ...(await degraded(bytes, best, model)) });
  }
  return { references, probes, failureToAcquire: 1 - probes.length / files.length };
}

type Found = NonNullable<Awaited<ReturnType<typeof observeFace>>['best']>;

async function degraded(
  bytes: Uint8Array,
  { face, quality }: Found,
  model: FaceModel,
): Promise<Pick<Capture, 'embedding' | 'weight'>> {
  const { width, height } = await decodeImage(bytes);
  const scale = Math.min(1, POOR_PICTURE.eyes / quality.eyeCornerDistance);
  const small = await sharp(bytes)
    .rotate()
    .resize(Math.round(width * scale), Math.round(height * scale))
    .linear(POOR_PICTURE.brightness, 0)
    .jpeg({ quality: POOR_PICTURE.quality })
    .toBuffer();
  const frame = await decodeImage(await sharp(small).resize(width, height).png().toBuffer());
  const [embedding] = await model.describe([{ frame, face }]);
  if (!embedding) throw new RangeError('a face without an embedding');
  return { embedding, weight: faceWeight(measureFace(frame, face)) };
}

async function facesIn(folder: string): Promise<{ path: string; file: string; subject: string }[]> {
  const list = join(folder, 'pairs.csv');
  if (!existsSync(list)) return dataFiles(folder, IMAGE_EXTENSIONS);
  const lines = (await readFile(list, 'utf8')).trim().split(/\r?\n/).slice(1);
  const pairs = lines.map((line) => line.split(',') as [string, string, string]);
  return [...samePeople(pairs)].map(([file, subject]) => ({ path: join(folder, file), file, subject }));
}

/** Who is who, from pairs that are `yes` for one person: people are named after their first file. */
export function samePeople(pairs: readonly (readonly [string, string, string])[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const file of pairs.flatMap((pair) => pair.slice(0, 2)).sort()) names.set(file, file);
  for (const [a, b, same] of pairs) {
    if (same !== 'yes') continue;
    const [kept, dropped] = [names.get(a), names.get(b)].sort() as [string, string];
    for (const [file, name] of names) if (name === dropped) names.set(file, kept);
  }
  return names;
}

/** Seconds of speech in a log-in, and under poor conditions; decibels of the babble over it. */
const LOGIN_SECONDS = 4;
const POOR_SOUND = { seconds: 2, signalToNoise: 10 };
const EVERY_ISSUE = { embedDespite: ['too_short', 'too_quiet', 'clipped', 'too_noisy'] } as const;

export interface Recording extends DataFile {
  audio: Audio;
}

/** Recordings of people: `[group/]speaker/file`. */
export async function voiceRecordings(folder: string): Promise<Recording[]> {
  const files = await dataFiles(folder, SOUND_EXTENSIONS);
  return Promise.all(files.map(async (file) => ({ ...file, audio: await decodeSound(await readFile(file.path)) })));
}

/** What is heard at log-in of one of the recordings: it begins where speech begins. The others babble. */
export function heardAtLogin(recordings: readonly Recording[], i: number, condition: LoginCondition): Audio {
  const { audio, subject } = recordings[i] as Recording;
  if (condition === 'clean') return firstSeconds(audio, LOGIN_SECONDS);
  const others = recordings.filter((other) => other.subject !== subject).map((other) => other.audio);
  const { seconds, signalToNoise } = POOR_SOUND;
  return underCondition(firstSeconds(audio, seconds), 'babble', signalToNoise, others, i + 1);
}

/** Poor recordings are judged as they are, where log-in would ask for another try. */
export function observeOptions(condition: LoginCondition): ObserveOptions {
  return condition === 'clean' ? {} : EVERY_ISSUE;
}

/** References are whole, probes are what is heard at log-in. */
export async function voiceCaptures(folder: string, condition: LoginCondition, model: VoiceModel): Promise<Captures> {
  const recordings = await voiceRecordings(folder);
  const references: Capture[] = [];
  const probes: Capture[] = [];
  for (const [i, { audio, file, subject }] of recordings.entries()) {
    const whole = await observeVoice(audio, model);
    if (whole.embedding) references.push({ subject, file, embedding: whole.embedding, weight: voiceWeight(whole) });
    const probe = await observeVoice(heardAtLogin(recordings, i, condition), model, observeOptions(condition));
    if (probe.embedding) probes.push({ subject, file, embedding: probe.embedding, weight: voiceWeight(probe) });
  }
  return { references, probes, failureToAcquire: 1 - probes.length / recordings.length };
}
