import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captureContext, removeCapture, removeStaleCaptures, withCapture } from './capture-folders';
import { sealer } from './seal';

const id = '0123456789abcdef0123456789abcdef';
const files = [Uint8Array.of(1), Uint8Array.of(2, 3)];
const seals = sealer(() => [new Uint8Array(32).fill(7)]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-captures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const laid = async (): Promise<string[]> => (await readdir(join(folder, id))).map((name) => join(folder, id, name));
const contents = async (): Promise<number[][]> =>
  Promise.all((await laid()).map(async (path) => [...seals.unseal(await readFile(path), captureContext(id))]));

function deferred(): { over: Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

describe('the folder of an attempt', () => {
  it('holds the files while the work runs, for the owner only, and not after it', async () => {
    const seen = await withCapture(
      folder,
      id,
      files,
      async () => {
        expect((await stat(join(folder, id))).mode & 0o077).toBe(0);
        for (const path of await laid()) expect((await stat(path)).mode & 0o077).toBe(0);
        return contents();
      },
      seals,
    );
    expect(seen.sort()).toEqual([[1], [2, 3]]);
    expect(await readdir(join(folder, id))).toEqual([]);
    await removeCapture(folder, id);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is sealed with a key that only this process has', async () => {
    const picture = new Uint8Array(1000).fill(0x5a);
    await withCapture(folder, id, [picture], async () => {
      const [file = ''] = await laid();
      const kept = await readFile(file);
      expect(kept.includes(Buffer.alloc(8, 0x5a))).toBe(false);
      expect(() => seals.unseal(kept, captureContext(id))).toThrow('storage_damaged');
    });
  });

  it('keeps nothing of work that failed', async () => {
    await expect(withCapture(folder, id, files, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await readdir(join(folder, id))).toEqual([]);
  });

  it('serves two captures of one attempt at once', async () => {
    const [first, second] = [deferred(), deferred()];
    const captures = [
      withCapture(folder, id, files.slice(0, 1), () => first.over, seals),
      withCapture(folder, id, files.slice(1), () => second.over, seals),
    ];
    await vi.waitFor(async () => expect((await contents()).sort()).toEqual([[1], [2, 3]]));
    first.end();
    await captures[0];
    expect(await contents()).toEqual([[2, 3]]);
    second.end();
    await captures[1];
    expect(await contents()).toEqual([]);
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
