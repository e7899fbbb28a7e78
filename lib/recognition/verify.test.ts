import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A module of ours and all that it imports, types too, however far away. */
async function reachedFrom(module: string, reached = new Set<string>()): Promise<Set<string>> {
  const path = existsSync(`${module}.ts`) ? `${module}.ts` : module;
  if (reached.has(path)) return reached;
  reached.add(path);
  if (!path.endsWith('.ts')) return reached;
  for (const [, from = ''] of (await readFile(path, 'utf8')).matchAll(/(?:from|import) '((?:@\/|\.\.?\/)[^']+)'/g))
    await reachedFrom(from.startsWith('@/') ? from.slice(2) : normalize(join(dirname(path), from)), reached);
  return reached;
}

async function roomsReachedFrom(...modules: string[]): Promise<string[]> {
  const files = await Promise.all(modules.map((module) => reachedFrom(module)));
  return [...new Set(files.flatMap((each) => [...each]).map((file) => dirname(file)))];
}

describe('verifying two files', () => {
  it('of voices knows nothing of faces, of storage, or of who logs in', async () => {
    const rooms = await roomsReachedFrom('lib/recognition/verify', 'lib/recognition/voice-files');
    expect(rooms).toEqual(expect.arrayContaining(['lib/voice', 'lib/media', 'lib/inference', 'lib/decision']));
    for (const other of ['lib/face', 'lib/storage', 'lib/risk', 'lib/auth']) expect(rooms).not.toContain(other);
  });

  it('of faces knows nothing of voices, of storage, or of who logs in', async () => {
    const rooms = await roomsReachedFrom('lib/recognition/verify', 'lib/recognition/face-files');
    expect(rooms).toContain('lib/face');
    for (const other of ['lib/voice', 'lib/storage', 'lib/risk', 'lib/auth']) expect(rooms).not.toContain(other);
  });

  it('needs no storage, where identifying somebody does', async () => {
    expect(await roomsReachedFrom('lib/recognition/identify')).toContain('lib/storage');
  });
});
