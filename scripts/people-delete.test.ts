import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage } from '@/lib/storage/storage';
import { createUser, findUserByName } from '@/lib/storage/users';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

let root: string;
let environment: { DATA_DIR: string; TMP_DIR: string };
const open = () => openStorage(parseEnv(environment), () => undefined);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-people-'));
  environment = { DATA_DIR: join(root, 'db'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
  const storage = await open();
  const at = new Date();
  await createUser(storage, {
    id: crypto.randomUUID(),
    name: 'Ada',
    createdAt: at,
    consentedAt: at,
    voiceModel: 'a-model',
  });
  await storage.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/people.ts', words, environment);

it('deletes who has the name, once', async () => {
  expect(await run('delete', 'ada')).toMatchObject({ status: 0, out: 'deleted Ada\n' });
  expect(await run('delete', 'ada')).toMatchObject({ status: 1, err: 'nobody has this name: ada\n' });
  const storage = await open();
  expect(await findUserByName(storage, 'ada')).toBeNull();
  await storage.close();
});

it('leaves a folder alone that a server uses', async () => {
  const storage = await open();
  const { status, err } = await run('delete', 'ada');
  await storage.close();
  expect([status, err]).toEqual([1, expect.stringContaining('stop the server first')]);
});

it.each([[[]], [['delete']], [['delete', 'ada', 'berta']], [['remove', 'ada']]])('does not take %j', async (words) => {
  expect((await run(...words)).status).toBe(2);
});
