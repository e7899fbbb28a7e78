import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readPicture } from '@/lib/evaluation/data/bad-data';
import { IMAGE_EXTENSIONS } from '@/lib/evaluation/data/face-images';
import { filesOfPeople } from '@/lib/evaluation/data/folders';
import { frameDistance } from '@/lib/liveness/replay/frame-distance';
import { type FrameThumbnail, frameThumbnail } from '@/lib/liveness/replay/frame-thumbnail';
import { burstVariety, REPEATED_BELOW } from '@/lib/liveness/replay/repeated-frames';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { picturesOf } from './ffmpeg-filter';
import { FRAME_DISGUISES } from './frame-disguises';
import type { Row } from './rates';

/** One capture: a frame of it, and what its frames are known again by. */
export interface Capture {
  person: string;
  first: Frame;
  frames: FrameThumbnail[];
  /** Pairs of pictures 40 ms apart, where it is a film. */
  neighbours: [FrameThumbnail, FrameThumbnail][];
}

/** Pictures of a film between two of a burst: 600 ms at 25 a second. */
const STEP = 15;
/** Of a burst. */
const MOST_FRAMES = 8;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Least difference of the lightest and the darkest cell, in 1/256 of a level: films begin black at times, cameras do not. */
const LEAST_RANGE = 20 * 256;

/** Folders of frames in the order of their names; who is told by `client` and a number in the name, else by the name. */
export async function readCaptures(folder: string): Promise<Capture[]> {
  const byFolder = new Map<string, string[]>();
  for (const { path, subject } of await filesOfPeople(folder, IMAGE_EXTENSIONS))
    byFolder.set(subject, [...(byFolder.get(subject) ?? []), path]);
  const captures: Capture[] = [];
  for (const [name, paths] of byFolder) {
    const frames: Frame[] = [];
    for (const path of paths.slice(0, MOST_FRAMES)) frames.push(await readPicture(path));
    captures.push({
      person: /client\d+/.exec(name)?.[0] ?? basename(name),
      first: frames[0] as Frame,
      frames: frames.map(frameThumbnail),
      neighbours: [],
    });
  }
  return captures;
}

/** Films; `person-` begins the name where somebody is in several. */
export async function readFilms(folder: string): Promise<Capture[]> {
  const captures: Capture[] = [];
  for (const file of (await readdir(folder)).filter((name) => /\.(mpg|mp4)$/.test(name)).sort()) {
    const pictures = await Promise.all(
      splitPng(await picturesOf(join(folder, file), STEP)).map((png) => decodeImage(png)),
    );
    const lit = pictures
      .map((frame) => ({ frame, thumbnail: frameThumbnail(frame) }))
      .filter(({ thumbnail }) => Math.max(...thumbnail) - Math.min(...thumbnail) >= LEAST_RANGE);
    if (lit.length !== pictures.length) continue;
    const thumbnails = lit.map(({ thumbnail }) => thumbnail);
    captures.push({
      person: file.split('-')[0] as string,
      first: pictures[0] as Frame,
      frames: thumbnails.filter((_, i) => i % 2 === 0).slice(0, MOST_FRAMES),
      neighbours: thumbnails.flatMap((a, i) => {
        const b = thumbnails[i + 1];
        return i % 2 === 0 && b ? [[a, b] as [FrameThumbnail, FrameThumbnail]] : [];
      }),
    });
  }
  return captures;
}

function splitPng(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(PNG_SIGNATURE); at >= 0; at = bytes.indexOf(PNG_SIGNATURE, at + 1)) starts.push(at);
  return starts.map((start, i) => bytes.subarray(start, starts[i + 1]));
}

const isRepeated = (distance: number): boolean => distance < REPEATED_BELOW;

/** Honest captures: their rates are false alarms. */
export function honestFrames(captures: readonly Capture[], films: readonly Capture[]): Row[] {
  const across = (all: readonly Capture[]): number[] =>
    all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (a.person === b.person ? [least(a.frames, b.frames)] : [])));
  return [
    { name: 'bursts of frames', scores: captures.map(({ frames }) => burstVariety(frames)), isCaught: isRepeated },
    { name: 'bursts of films, 600 ms', scores: films.map(({ frames }) => burstVariety(frames)), isCaught: isRepeated },
    {
      name: 'pictures of films, 40 ms',
      scores: films.flatMap(({ neighbours }) => neighbours.map(([a, b]) => frameDistance(a, b))),
      isCaught: isRepeated,
    },
    { name: 'the same person on other frames', scores: across(captures), isCaught: isRepeated },
    { name: 'the same person in other films', scores: across(films), isCaught: isRepeated },
  ].filter(({ scores }) => scores.length > 0);
}

function least(a: readonly FrameThumbnail[], b: readonly FrameThumbnail[]): number {
  return Math.min(...a.flatMap((one) => b.map((other) => frameDistance(one, other))));
}

/** Each disguise of the first frame of each capture, and bursts made of one frame or two. */
export async function disguisedFrames(captures: readonly Capture[]): Promise<Row[]> {
  const rows: Row[] = [];
  const disguisedOnes: FrameThumbnail[][] = captures.map(() => []);
  for (const [name, disguise] of Object.entries(FRAME_DISGUISES)) {
    const scores: number[] = [];
    for (const [i, { first }] of captures.entries()) {
      const disguised = frameThumbnail(await disguise(first));
      disguisedOnes[i]?.push(disguised);
      scores.push(frameDistance(frameThumbnail(first), disguised));
    }
    rows.push({ name, scores, isCaught: isRepeated });
  }
  const bursts = (frames: (capture: Capture, disguised: FrameThumbnail[]) => FrameThumbnail[]): number[] =>
    captures.map((capture, i) => burstVariety(frames(capture, disguisedOnes[i] as FrameThumbnail[])));
  rows.push(
    {
      name: 'a burst of one frame in eight of these disguises',
      scores: bursts((_, disguised) => disguised.slice(0, MOST_FRAMES)),
      isCaught: isRepeated,
    },
    {
      name: 'a burst of two frames in turn',
      scores: bursts(({ frames }) => [0, 1, 0, 1, 0, 1, 0, 1].map((i) => (frames[i] as FrameThumbnail).slice())),
      isCaught: isRepeated,
    },
  );
  return rows;
}
