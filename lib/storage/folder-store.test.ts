import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from './folder-store';
import type { SealedStore, SealedTemplates } from './sealed-store';

const id = 'aaaaaaaa-2222-4333-8444-555555555555';
const other = '99999999-2222-4333-8444-555555555555';
const templates: SealedTemplates = new Map([
  ['face', Buffer.from('a sealed face')],
  ['voice', Buffer.from('a sealed voice')],
]);

let folder: string;
let store: SealedStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-templates-'));
  store = folderStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = async (userId: string): Promise<void> => (await store.begin(userId, templates)).finish();

describe('the folder of a person', () => {
  it('holds files that only the owner of the process may read', async () => {
    await add(id);
    expect(await readdir(join(folder, id))).toEqual(['face.sealed', 'voice.sealed']);
    expect((await stat(join(folder, id))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, id, 'face.sealed'))).mode & 0o077).toBe(0);
  });

  it('stays alone: nothing is left beside it of what was finished, dropped, exchanged or removed', async () => {
    await add(id);
    await add(id);
    await (await store.begin(other, templates)).discard();
    await store.replace(id, 'voice', Buffer.from('another'));
    await expect(store.replace(other, 'voice', Buffer.from('another'))).rejects.toThrow();
    await add(other);
    await store.remove(other);
    expect(await readdir(folder)).toEqual([id]);
    expect(await readdir(join(folder, id))).toEqual(['face.sealed', 'voice.sealed']);
  });

  it('is not taken from half an exchange that a crash left', async () => {
    await add(id);
    const partial = join(folder, `.partial-${id}.00000000`);
    await mkdir(partial);
    await writeFile(join(partial, 'voice.sealed'), 'half of a seal');
    expect(await store.readAll(id)).toEqual(templates);
    for (const draft of await store.drafts()) await draft.finish();
    expect(await store.readAll(id)).toEqual(templates);
    expect(await readdir(folder)).toEqual([id]);
  });

  it('is listed among other things, and so is one that is partial', async () => {
    await add(id);
    await store.begin(other, templates);
    await mkdir(join(folder, 'postgres'));
    await mkdir(join(folder, '.partial-nonsense'));
    expect(await store.list()).toEqual([id]);
    expect((await store.drafts()).map(({ userId }) => userId)).toEqual([other]);
  });

  it('tells a file that cannot be read from one that is not there', async () => {
    await add(id);
    await rm(join(folder, id, 'voice.sealed'));
    expect(await store.read(id, 'voice')).toBeUndefined();
    await mkdir(join(folder, id, 'voice.sealed'));
    await expect(store.read(id, 'voice')).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});
