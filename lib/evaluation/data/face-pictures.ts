import { readdir } from 'node:fs/promises';
import { extname } from 'node:path';
import { IMAGE_EXTENSIONS } from './face-images';
import { dataFiles } from './folders';

/** Pictures of a folder: those of a folder a person, or, where there are none, those that lie beside each other; in order of their names. */
export async function facePictures(folder: string): Promise<string[]> {
  const files = await dataFiles(folder, IMAGE_EXTENSIONS);
  if (files.length > 0) return files.map(({ file }) => file);
  return (await readdir(folder)).filter((name) => IMAGE_EXTENSIONS.includes(extname(name).toLowerCase())).sort();
}
