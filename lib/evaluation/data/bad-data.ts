import { readFile } from 'node:fs/promises';
import { asSesameError } from '@/lib/errors';
import type { Audio } from '@/lib/media/audio';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { decodeSound } from '@/lib/media/sound';

/** Data that an evaluation cannot work with. One line, which names the folder or the file, for whoever gave it. */
export class BadData extends TypeError {
  override readonly name = 'BadData';
}

/** A recording of a data set. Throws BadData for a file that is none, and what reading throws. */
export async function readSound(path: string): Promise<Audio> {
  const bytes = await readFile(path);
  return decodeSound(bytes).catch((cause: unknown) => refuse(path, 'recording', cause));
}

/** A picture of a data set. Throws as `readSound` does. */
export async function readPicture(path: string): Promise<Frame> {
  const bytes = await readFile(path);
  return decodeImage(bytes).catch((cause: unknown) => refuse(path, 'picture', cause));
}

function refuse(path: string, kind: string, cause: unknown): never {
  const known = asSesameError(cause);
  throw known ? new BadData(`${path} is no ${kind} that can be read (${known.code})`, { cause }) : cause;
}
