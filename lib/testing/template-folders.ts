import { readdir } from 'node:fs/promises';

/** The names of the template folders in a data folder, whole and partial, sorted. */
export async function templateFolders(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir);
  return names.filter((name) => /^(\.partial-)?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/.test(name)).sort();
}
