import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { facePhoto, type Person, people } from './faces';

/** Captures as a browser would send them, of demo photographs and synthetic voices. */

export const dataUrl = (bytes: Uint8Array, type = 'application/octet-stream'): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** One of the two pictures of a person. */
export const photo = async (person: Person, take: 0 | 1): Promise<string> =>
  dataUrl(await facePhoto(people[person][take]), 'image/jpeg');

export type Speaker = 'awb' | 'edwin' | 'fiona' | 'kal16' | 'rms' | 'slt';

/** The sentences that stand for the strings of a sign-up. The fourth is left for a log-in. */
export const ENROLLED = [1, 2, 3, 3] as const;

/** One of the four sentences of a speaker, Opus in Ogg. */
export const recording = (speaker: Speaker, n: 1 | 2 | 3 | 4): Promise<Buffer> =>
  readFile(join(process.cwd(), 'lib', 'testing', 'voices', `${speaker}-${n}.ogg`));

/** The same as a data URL. */
export const sentence = async (speaker: Speaker, n: 1 | 2 | 3 | 4): Promise<string> =>
  dataUrl(await recording(speaker, n), 'audio/ogg');
