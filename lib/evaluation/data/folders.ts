import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { BadData } from './bad-data';

export const SOUND_EXTENSIONS = ['.wav', '.flac', '.ogg', '.opus', '.webm', '.mp3', '.mp4', '.m4a'];

/** A file of a data set that is laid out as `[group/...]subject/file`. */
export interface DataFile {
  path: string;
  /** Relative to the data set. */
  file: string;
  subject: string;
  group: string;
}

/**
 * Files with one of the extensions, in order of their names. Files that lie in no subject's folder are left out. Links are
 * followed wherever they point, so that a data set may be laid out without copying; one that leads back to a folder that it lies
 * in is not, and is told on standard error. Throws where a link points nowhere.
 */
export async function dataFiles(folder: string, extensions: readonly string[]): Promise<DataFile[]> {
  return (await pathsBelow(folder, extensions))
    .map((path) => {
      const file = relative(folder, path);
      const subject = dirname(file);
      return { path, file, subject, group: dirname(subject) };
    })
    .filter(({ subject }) => basename(subject) !== '.')
    .sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true }));
}

/** The same, of a data set that must have some. Throws BadData for a folder without. */
export async function filesOfPeople(folder: string, extensions: readonly string[]): Promise<DataFile[]> {
  const files = await dataFiles(folder, extensions);
  if (files.length > 0) return files;
  throw new BadData(`${folder} has no folders of people with files in them (${extensions.join(', ')})`);
}

/** All files below a folder, links followed, with one of the extensions. */
export async function pathsBelow(
  folder: string,
  extensions: readonly string[],
  above: readonly string[] = [],
): Promise<string[]> {
  const around = [...above, await realpath(folder)];
  const paths: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const isWanted = extensions.includes(extname(entry.name).toLowerCase());
    const found = entry.isSymbolicLink() ? await followed(path, isWanted) : entry;
    if (found?.isFile() && isWanted) paths.push(path);
    if (!found?.isDirectory()) continue;
    if (entry.isSymbolicLink() && around.includes(await realpath(path))) {
      console.warn(`${path} leads in a circle: it is not followed`);
      continue;
    }
    paths.push(...(await pathsBelow(path, extensions, around)));
  }
  return paths;
}

/** What a link leads to; a broken one matters only where its name says that it is data. */
async function followed(path: string, isWanted: boolean): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  return stat(path).catch((error: unknown) => {
    if (isWanted) throw error;
    return undefined;
  });
}
