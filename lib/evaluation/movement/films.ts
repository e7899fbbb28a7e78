import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { throughFfmpeg } from '@/lib/evaluation/replay/ffmpeg-filter';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { decodeImage } from '@/lib/media/image';
import type { TimedFrame } from '@/lib/recognition/observe-movement';

/** A stretch of a film, in seconds, and the turns that a person sees in it. */
export interface Stretch {
  film: string;
  from: number;
  to: number;
  turns: readonly Side[];
}

/**
 * What there is to see in the films of `turning/`, written down by eye. Of the shaken head only stretches between two rests are there; in
 * the half turns, from rest to the first side, time runs back from the middle on, so that they end where they began.
 */
export const STRETCHES: readonly (Stretch & { thereAndBack?: boolean })[] = [
  { film: 'one-man-turns-left-right-down-up', from: 1, to: 6.6, turns: ['left'] },
  { film: 'one-man-turns-left-right-down-up', from: 6, to: 11.2, turns: ['right'] },
  { film: 'one-man-turns-left-right-down-up', from: 10.6, to: 14.6, turns: [] },
  { film: 'one-man-turns-left-right-down-up', from: 13.4, to: 17.4, turns: [] },
  { film: 'head-shake', from: 3.6, to: 5.1, turns: ['left'], thereAndBack: true },
  { film: 'head-shake', from: 8.4, to: 9.7, turns: ['left'], thereAndBack: true },
  { film: 'head-shake', from: 8.4, to: 13, turns: ['left', 'right'] },
  { film: 'nod', from: 0, to: 5, turns: [] },
  { film: 'nod', from: 5, to: 10, turns: [] },
  { film: 'nod', from: 10, to: 15, turns: [] },
];

/** A recording of a screen that shows the first man's film; a little later, since it begins before that does. */
export const REPLAYED: readonly Stretch[] = [
  { film: 'the-same-replayed-on-a-monitor', from: 3.4, to: 9.4, turns: ['left'] },
  { film: 'the-same-replayed-on-a-monitor', from: 8.6, to: 12.6, turns: ['right'] },
];

/** Names of the films in a folder, without their endings. */
export async function filmsIn(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder)).filter((name) => /\.(mpg|mp4)$/.test(name)).sort();
  return new Map(files.map((file) => [basename(file).replace(/\.[^.]+$/, ''), join(folder, file)]));
}

/** The frames of a part of a film as a browser would send them: so many a second, so wide, JPEG. */
export async function framesOf(
  path: string,
  from: number,
  to: number,
  rate: number,
  width: number,
): Promise<TimedFrame[]> {
  const part = ['-ss', String(from), '-t', String(to - from), '-i', path, '-an'];
  const pictures = ['-vf', `fps=${rate},scale=${width}:-2`, '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '4', 'pipe:1'];
  const files = splitJpeg(await throughFfmpeg(new Uint8Array(), [...part, ...pictures]));
  return Promise.all(
    files.map(async (file, i) => ({ frame: await decodeImage(new Uint8Array(file)), at: (1000 * i) / rate })),
  );
}

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

function splitJpeg(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(JPEG_START); at >= 0; at = bytes.indexOf(JPEG_START, at + 1)) starts.push(at);
  return starts.map((start, i) => bytes.subarray(start, starts[i + 1]));
}

/** The same frames and then the same backwards, at the same pace. */
export function thereAndBack(film: readonly TimedFrame[]): TimedFrame[] {
  const step = (film[1]?.at ?? 0) - (film[0]?.at ?? 0);
  return [...film, ...film.slice(0, -1).reverse()].map(({ frame }, i) => ({ frame, at: i * step }));
}

/** What a mirror shows. */
export function mirroredFilm(film: readonly TimedFrame[]): TimedFrame[] {
  return film.map(({ frame: { data, width, height }, at }) => {
    const mirrored = new Uint8Array(data.length);
    for (let i = 0; i < width * height; i++) {
      const from = 3 * (i - (i % width) + width - 1 - (i % width));
      mirrored.set(data.subarray(from, from + 3), 3 * i);
    }
    return { frame: { data: mirrored, width, height }, at };
  });
}
