import { open } from 'node:fs/promises';

/** Writes a new file, for the owner of the process alone, that outlives a crash once its folder is synced too. */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(/* turbopackIgnore: true */ file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes what was added to a folder, removed or renamed in it outlive a crash. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(/* turbopackIgnore: true */ folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
