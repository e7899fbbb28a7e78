import { readdir, stat } from 'node:fs/promises';
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

/**
 * Files with one of the extensions, in order of their names. Files that lie in no subject's folder are left out. A link to a
 * file is read wherever it points, so that a data set may be laid out without copying; one to a folder is not followed, so
 * that there are no cycles. Throws where a link points nowhere.
 */
export async function dataFiles(folder: string, extensions: readonly string[]): Promise<DataFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    if (!extensions.includes(extname(entry.name).toLowerCase())) continue;
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path)).isFile())) paths.push(path);
  }
  return paths
    .map((path) => {
      const file = relative(folder, path);
      const subject = dirname(file);
      return { path, file, subject, group: dirname(subject) };
    })
    .filter(({ subject }) => basename(subject) !== '.')
    .sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true }));
}
