import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import { writeOnce } from './write-once';

/** The random number by which a data folder is known, made at the first call. Throws `storage_damaged`. */
export async function folderId(dataDir: string): Promise<string> {
  const file = join(dataDir, 'folder-id');
  await writeOnce(file, () => `${randomBytes(16).toString('hex')}\n`);
  const id = (await readFile(file, 'utf8')).trim();
  if (!/^[0-9a-f]{32}$/.test(id))
    throw new SesameError('storage_damaged', { detail: `${file} is not as it was written` });
  return id;
}
