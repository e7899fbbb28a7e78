import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';

export const SOUND_EXTENSIONS = ['.wav', '.flac', '.ogg', '.opus', '.webm', '.mp3', '.mp4', '.m4a'];

/** A file of a data set that is laid out as `[group/...]subject/file`. */
export interface DataFile {
  path: string;
  /** Relative to the data set. */
  file: string;
  subject: string;
  group: string;
}

/** Files with one of the extensions, in order of their names. Files that lie in no subject's folder are left out. */
export async function dataFiles(folder: string, extensions: readonly string[]): Promise<DataFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && extensions.includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => {
      const file = relative(folder, path);
      const subject = dirname(file);
      return { path, file, subject, group: dirname(subject) };
    })
    .filter(({ subject }) => basename(subject) !== '.')
    .sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true }));
}
