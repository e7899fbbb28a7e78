import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { faceWeight, voiceWeight } from '@/lib/decision/weights';
import { readPicture, readSound } from '@/lib/evaluation/data/bad-data';
import { firstSeconds, underCondition } from '@/lib/evaluation/data/conditions';
import { IMAGE_EXTENSIONS, inTurn, manyFacesModel } from '@/lib/evaluation/data/face-images';
import { type DataFile, dataFiles, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { progress } from '@/lib/evaluation/progress';
import type { Capture } from '@/lib/evaluation/trials/modality-trials';
import type { FaceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { measureFace } from '@/lib/face/quality';
import type { Audio } from '@/lib/media/audio';
import type { Size } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import type { VoiceModel } from '@/lib/voice/model';
import { type ObserveOptions, observeVoice } from '@/lib/voice/observe';

/** References as enrolled, probes as at log-in under the condition and under none, and the share of files that gave no probe. */
export interface Captures {
  references: Capture[];
  clean: Capture[];
  probes: Capture[];
  failureToAcquire: number;
}

/** What is done to the probes. */
export type LoginCondition = 'clean' | 'degraded';

/** Pixels between the outer eye corners, brightness and JPEG quality of a degraded photograph, which is then enlarged again. */
const POOR_PICTURE = { eyes: 20, brightness: 0.7, quality: 60 };

/** Everybody is everybody's stranger: faces know no language. */
const ONE_GROUP = 'faces';

/**
 * Photographs of people, of several folders together: `[group/]subject/file`, or files beside a `pairs.csv` (`a,b,same`) whose pairs of
 * one person say who is who. They are refused as services' pictures are: many data sets are too small for log-in's gate. Of a
 * degraded photograph the face is described where the undamaged one has it: the detector finds hardly any there.
 * Throws a TypeError for a folder without people, and BadData for a file that is no picture.
 */
export async function faceCaptures(folders: readonly string[], condition: LoginCondition): Promise<Captures> {
  const model = await manyFacesModel();
  const files = (await Promise.all(folders.map(facesIn))).flat();
  const tell = progress('photographs');
  let done = 0;
  const captured = await inTurn(files, async ({ path, file, subject }) => {
    const capture = await captureFace(path, condition, model);
    tell(++done, files.length);
    return (
      capture && { reference: { ...capture.reference, file, subject }, probe: { ...capture.probe, file, subject } }
    );
  });
  const found = captured.filter((each) => each !== undefined);
  const references = found.map(({ reference }) => reference);
  return {
    references,
    clean: references,
    probes: condition === 'clean' ? references : found.map(({ probe }) => probe),
    failureToAcquire: 1 - found.length / files.length,
  };
}

type FaceCapture = Omit<Capture, 'file' | 'subject'>;

/** Undefined for a picture that shows no single usable face. */
async function captureFace(
  path: string,
  condition: LoginCondition,
  model: FaceModel,
): Promise<{ reference: FaceCapture; probe: FaceCapture } | undefined> {
  const frame = await readPicture(path);
  const { embedding, best } = await observeFace([frame], model, 'comparison');
  if (!embedding || !best) return undefined;
  const reference = { group: ONE_GROUP, embedding, weight: faceWeight(best.quality) };
  if (condition === 'clean') return { reference, probe: reference };
  return { reference, probe: { ...reference, ...(await degraded(path, frame, best, model)) } };
}

type Found = NonNullable<Awaited<ReturnType<typeof observeFace>>['best']>;

async function degraded(
  path: string,
  { width, height }: Size,
  { face, quality }: Found,
  model: FaceModel,
): Promise<Pick<Capture, 'embedding' | 'weight'>> {
  const scale = Math.min(1, POOR_PICTURE.eyes / quality.eyeCornerDistance);
  const small = await sharp(await readFile(path))
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

interface SubjectFile {
  path: string;
  file: string;
  subject: string;
}

async function facesIn(folder: string): Promise<SubjectFile[]> {
  const files = existsSync(join(folder, 'pairs.csv'))
    ? await listedFaces(folder)
    : await dataFiles(folder, IMAGE_EXTENSIONS);
  if (files.length === 0) throw new TypeError(`${folder} has no folders of people with pictures`);
  return files.map(({ path, subject }) => ({ path, file: path, subject: join(folder, subject) }));
}

async function listedFaces(folder: string): Promise<SubjectFile[]> {
  const list = join(folder, 'pairs.csv');
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

/** Recordings of people, of several folders together: `[group/]speaker/file`. Throws a TypeError for a folder without any, BadData for a file that is none. */
export async function voiceRecordings(folders: readonly string[]): Promise<Recording[]> {
  const files = await Promise.all(
    folders.map(async (folder) => {
      const own = await dataFiles(folder, SOUND_EXTENSIONS);
      if (own.length === 0) throw new TypeError(`${folder} has no folders of speakers with recordings`);
      return own.map((file) => ({
        ...file,
        file: file.path,
        subject: join(folder, file.subject),
        group: join(folder, file.group),
      }));
    }),
  );
  return Promise.all(files.flat().map(async (file) => ({ ...file, audio: await readSound(file.path) })));
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
export async function voiceCaptures(
  folders: readonly string[],
  condition: LoginCondition,
  model: VoiceModel,
): Promise<Captures> {
  const recordings = await voiceRecordings(folders);
  const capture = async (i: number, audio: Audio, options: ObserveOptions = {}): Promise<Capture[]> => {
    const { subject, group, file } = recordings[i] as Recording;
    const observed = await observeVoice(audio, model, options);
    const { embedding } = observed;
    return embedding ? [{ subject, group, file, embedding, weight: voiceWeight(observed) }] : [];
  };
  const heard = async (as: LoginCondition): Promise<Capture[]> => {
    const captures: Capture[] = [];
    for (const i of recordings.keys())
      captures.push(...(await capture(i, heardAtLogin(recordings, i, as), observeOptions(as))));
    return captures;
  };
  const references: Capture[] = [];
  for (const [i, { audio }] of recordings.entries()) references.push(...(await capture(i, audio)));
  const clean = await heard('clean');
  const probes = condition === 'clean' ? clean : await heard(condition);
  return { references, clean, probes, failureToAcquire: 1 - probes.length / recordings.length };
}
