import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTEMPT_ID, folderOf, isId } from './ids';
import { type Sealer, sealer } from './seal';

/** Nobody else knows it and nothing keeps it: what a killed process leaves behind can never be opened. */
const key = randomBytes(32);
const ofThisProcess = sealer(() => [key]);

/** What a sealed file of an attempt is, and whose. */
export const captureContext = (attemptId: string): string => `capture/${attemptId}`;

/**
 * Lays the files of one capture, sealed, into `tmpDir/<attempt id>/` while `work` goes on with their bytes, and removes them
 * afterwards, whatever happened.
 */
export async function withCapture<T>(
  tmpDir: string,
  attemptId: string,
  files: readonly Uint8Array[],
  work: () => Promise<T>,
  { seal }: Pick<Sealer, 'seal'> = ofThisProcess,
): Promise<T> {
  const folder = folderOf(tmpDir, attemptId, ATTEMPT_ID);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sealed = files.map((file) => ({
    path: join(folder, randomBytes(8).toString('hex')),
    bytes: seal(file, captureContext(attemptId)),
  }));
  try {
    await Promise.all(sealed.map(({ path, bytes }) => writeFile(path, bytes, { flag: 'wx', mode: 0o600 })));
    return await work();
  } finally {
    await Promise.all(sealed.map(({ path }) => rm(path, { force: true })));
  }
}

/** Removes the folder of an attempt. Harmless when it is gone. */
export async function removeCapture(tmpDir: string, attemptId: string): Promise<void> {
  await rm(folderOf(tmpDir, attemptId, ATTEMPT_ID), { recursive: true, force: true });
}

/** Removes the attempt folders that nothing has touched since `before`. Returns how many. */
export async function removeStaleCaptures(tmpDir: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(tmpDir)) {
    if (!isId(name, ATTEMPT_ID)) continue;
    const status = await stat(join(tmpDir, name)).catch(() => undefined);
    if (!status || status.mtime >= before) continue;
    await removeCapture(tmpDir, name);
    removed += 1;
  }
  return removed;
}
