import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage } from '@/lib/storage/storage';
import { createUser } from '@/lib/storage/users';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

let root: string;
let environment: { DATA_DIR: string; KEY_DIR: string; TMP_DIR: string };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-gallery-'));
  environment = { DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
  const storage = await openStorage(parseEnv(environment), () => undefined);
  const at = new Date();
  for (const name of ['Ada', 'berta']) await createUser(storage, { id: name, name, createdAt: at, consentedAt: at });
  await storage.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/gallery.ts', words, environment);

it('lists nobody until somebody is added, and forgets who is removed', async () => {
  expect(await run('list')).toMatchObject({ status: 0, out: '' });
  expect(await run('add', 'ada')).toMatchObject({ status: 0, out: 'added ada\n' });
  expect(await run('add', 'ADA', 'berta')).toMatchObject({ status: 0, out: 'added berta\nas before: ADA\n' });
  expect((await run('list')).out).toMatch(/^Ada\t\S+Z\nberta\t\S+Z\n$/);
  expect(await run('remove', 'Berta')).toMatchObject({ status: 0, out: 'removed Berta\n' });
  expect((await run('list')).out).toMatch(/^Ada\t\S+Z\n$/);
});

it('says whose name it does not know, and changes the others', async () => {
  const { status, out, err } = await run('add', 'nobody', 'berta');
  expect([status, out, err]).toEqual([1, 'added berta\n', 'nobody has this name: nobody\n']);
});

it('leaves a folder alone that a server uses', async () => {
  const storage = await openStorage(parseEnv(environment), () => undefined);
  const { status, err } = await run('add', 'ada');
  await storage.close();
  expect([status, err]).toEqual([1, expect.stringContaining('stop the server first')]);
});

it.each([[[]], [['add']], [['list', 'ada']], [['find', 'ada']]])('refuses the arguments %j', async (words) => {
  expect(await run(...words)).toMatchObject({ status: 2, err: expect.stringContaining('npm run gallery') });
});
