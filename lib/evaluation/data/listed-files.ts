import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadData } from './bad-data';
import { parsePairs } from './pairs';

/** Looks for every file that a folder's `pairs.csv` names. Throws BadData that names the first one that is not there. */
export async function requireListed(flag: string, folder: string): Promise<void> {
  const list = join(folder, 'pairs.csv');
  const names = new Set(parsePairs(await readFile(list, 'utf8')).flatMap((fold) => fold.flatMap(({ a, b }) => [a, b])));
  const missing = [...names].filter((name) => !existsSync(join(folder, name)));
  const [first] = missing;
  if (first === undefined) return;
  throw new BadData(
    `${flag} ${list} names ${missing.length} of ${names.size} files that are not there; the first: ${first}`,
  );
}
