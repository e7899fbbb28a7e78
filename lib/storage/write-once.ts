import { randomBytes } from 'node:crypto';
import { link, rm, stat } from 'node:fs/promises';
import { writeDurably } from './durable-files';

/**
 * Makes a file that only its owner may read, unless it is there. Written beside, then linked: it is there whole or not at all, and the first of two
 * processes wins. Whether this call made it.
 */
export async function writeOnce(file: string, content: () => string): Promise<boolean> {
  if (await stat(file).catch(() => undefined)) return false;
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeDurably(draft, Buffer.from(content()));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
