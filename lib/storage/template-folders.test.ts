import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  finishTemplates,
  hasTemplates,
  listPartialFolders,
  readTemplates,
  replaceTemplate,
  writeTemplates,
} from './template-folders';

const id = 'aaaaaaaa-2222-4333-8444-555555555555';
const other = '99999999-2222-4333-8444-555555555555';
const key = new Uint8Array(32).fill(1);
const templates = {
  face: { model: 'f', embeddings: [Float32Array.of(1, 0)] },
  voice: { model: 'v', embeddings: [Float32Array.of(0, 1)] },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-templates-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = async (userId: string): Promise<void> =>
  finishTemplates(folder, userId, await writeTemplates(folder, key, userId, templates));

describe('the folder of a person', () => {
  it('holds sealed templates that only the owner of the process may read', async () => {
    await add(id);
    expect(await readTemplates(folder, key, id)).toEqual(templates);
    expect(await readdir(join(folder, id))).toEqual(['face.sealed', 'voice.sealed']);
    expect((await stat(join(folder, id))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, id, 'face.sealed'))).mode & 0o077).toBe(0);
  });

  it('is not theirs before it is finished', async () => {
    const partial = await writeTemplates(folder, key, id, templates);
    expect(await hasTemplates(folder, id)).toBe(false);
    await finishTemplates(folder, id, partial);
    expect(await hasTemplates(folder, id)).toBe(true);
    expect(await listPartialFolders(folder)).toEqual([]);
  });

  it('stays as it is when another one is finished under the same id', async () => {
    await add(id);
    const other = { ...templates, face: { model: 'other', embeddings: [Float32Array.of(1, 0)] } };
    await finishTemplates(folder, id, await writeTemplates(folder, key, id, other));
    expect(await readTemplates(folder, key, id)).toEqual(templates);
    expect(await readdir(folder)).toEqual([id]);
  });

  it('gets one template exchanged, and nothing else changes or is left behind', async () => {
    await add(id);
    const voice = { model: 'new', embeddings: [Float32Array.of(1, 0)] };
    await replaceTemplate(folder, key, id, 'voice', voice);
    expect(await readTemplates(folder, key, id)).toEqual({ ...templates, voice });
    expect(await readdir(folder)).toEqual([id]);
  });

  it('keeps the old template whole when an exchange fails, and when a crash leaves half of one behind', async () => {
    await add(id);
    await expect(replaceTemplate(folder, new Uint8Array(3), id, 'voice', templates.voice)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([id]);
    const partial = join(folder, `.partial-${id}.00000000`);
    await mkdir(partial);
    await writeFile(join(partial, 'voice.sealed'), 'half of a seal');
    expect(await readTemplates(folder, key, id)).toEqual(templates);
    await finishTemplates(folder, id, partial);
    expect(await readTemplates(folder, key, id)).toEqual(templates);
    expect(await readdir(folder)).toEqual([id]);
  });

  it('does not come into being by an exchange', async () => {
    await expect(replaceTemplate(folder, key, id, 'voice', templates.voice)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not take the files of another person', async () => {
    await add(id);
    await add(other);
    await writeFile(join(folder, other, 'face.sealed'), await readFile(join(folder, id, 'face.sealed')));
    await expect(readTemplates(folder, key, other)).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  it('does not take a voice for a face', async () => {
    await add(id);
    await writeFile(join(folder, id, 'face.sealed'), await readFile(join(folder, id, 'voice.sealed')));
    await expect(readTemplates(folder, key, id)).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  it('is not found for a person who has none', async () => {
    await expect(readTemplates(folder, key, id)).rejects.toMatchObject({ code: 'storage_damaged' });
  });

  it.each(['..', '../../etc', '.partial-x', '', `${id}/..`, id.toUpperCase(), `${id}\n`, 'ada'])(
    'is never named %j',
    async (name) => {
      await expect(writeTemplates(folder, key, name, templates)).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(readTemplates(folder, key, name)).rejects.toMatchObject({ code: 'invalid_request' });
      await expect(finishTemplates(folder, name, folder)).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );

  it('is listed while it is partial, among other things', async () => {
    await add(id);
    const partial = await writeTemplates(folder, key, other, templates);
    await mkdir(join(folder, 'postgres'));
    await mkdir(join(folder, '.partial-nonsense'));
    expect(await listPartialFolders(folder)).toEqual([{ userId: other, folder: partial, changedAt: expect.any(Date) }]);
  });
});
