import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeCapture, removeStaleCaptures, withCapture } from './capture-folders';

const id = '0123456789abcdef0123456789abcdef';
const files = [Uint8Array.of(1), Uint8Array.of(2, 3)];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-captures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the folder of an attempt', () => {
  it('holds the files while the work runs, for the owner only, and not after it', async () => {
    const seen = await withCapture(folder, id, files, async (paths) => {
      expect((await stat(join(folder, id))).mode & 0o077).toBe(0);
      for (const path of paths) expect((await stat(path)).mode & 0o077).toBe(0);
      return Promise.all(paths.map(async (path) => [...(await readFile(path))]));
    });
    expect(seen).toEqual([[1], [2, 3]]);
    expect(await readdir(join(folder, id))).toEqual([]);
    await removeCapture(folder, id);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps nothing of work that failed', async () => {
    await expect(withCapture(folder, id, files, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await readdir(join(folder, id))).toEqual([]);
  });

  it('serves two captures of one attempt at once', async () => {
    const contents = await Promise.all(
      files.map((file) => withCapture(folder, id, [file], async ([path]) => [...(await readFile(path!))])),
    );
    expect(contents).toEqual([[1], [2, 3]]);
  });

  it.each(['..', '../x', '', `${id}/..`, id.toUpperCase(), 'ada'])('is never named %j', async (name) => {
    const work = withCapture(folder, name, files, async () => 'read');
    await expect(work).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(removeCapture(folder, name)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is swept when nothing has touched it for long, and only then', async () => {
    const old = 'f'.repeat(32);
    await mkdir(join(folder, id));
    await mkdir(join(folder, old));
    await mkdir(join(folder, 'not-ours'));
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(folder, old), anHourAgo, anHourAgo);
    await utimes(join(folder, 'not-ours'), anHourAgo, anHourAgo);
    expect(await removeStaleCaptures(folder, new Date(Date.now() - 600_000))).toBe(1);
    expect((await readdir(folder)).sort()).toEqual([id, 'not-ours']);
  });
});
