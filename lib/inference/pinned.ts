import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';
import type { PinnedFile } from './manifest';

/**
 * The bytes of a file that matches its pin. What was hashed is what is returned, so that a file exchanged after the
 * check is never used. Throws `model_invalid`; its detail names the file and the command that restores it.
 */
export async function readPinned(folder: string, pin: PinnedFile): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, pin.file);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    // Memory of its own, not copied: there is more than one megabyte of it.
    const read = await readFile(path);
    bytes = new Uint8Array(read.buffer, read.byteOffset, read.length);
  } catch (cause) {
    throw refused(path, pin, 'cannot be read', cause);
  }
  if (bytes.length !== pin.bytes) throw refused(path, pin, `has ${bytes.length} bytes instead of ${pin.bytes}`);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== pin.sha256) throw refused(path, pin, `has SHA-256 ${hash} instead of ${pin.sha256}`);
  return bytes;
}

function refused(path: string, pin: PinnedFile, problem: string, cause?: unknown): SesameError {
  const remedy = remedyFor(pin.file);
  return new SesameError('model_invalid', { detail: `${path} ${problem}; restore it with: ${remedy}`, cause });
}

/** The command that brings a file of `models/` back. */
function remedyFor(file: string): string {
  if (file.startsWith('pulled/')) return 'npm run models:pull';
  return `git checkout -- models/${file}`;
}
