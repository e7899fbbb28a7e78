import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { createUser } from '@/lib/storage/users';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

const id = 'aaaaaaaa-2222-4333-8444-555555555555';
const template = { model: 'm', embeddings: [Float32Array.of(1)] };

let root: string;
let environment: { DATA_DIR: string; KEY_DIR: string; TMP_DIR: string };
const open = (): Promise<Storage> => openStorage(parseEnv(environment), () => undefined);
const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/keys.ts', words, environment);
const masterKeys = async (): Promise<string[]> =>
  (await readdir(environment.KEY_DIR)).filter((name) => name.startsWith('master')).sort();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-keys-'));
  environment = { DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
  const storage = await open();
  const at = new Date();
  await storage.templates.create({ id, nameKey: 'ada' }, { face: template, voice: template }, () =>
    createUser(storage, { id, name: 'Ada', createdAt: at, consentedAt: at }),
  );
  await storage.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('npm run keys', () => {
  it('rotates the master key beside a stopped server, and lists what is', async () => {
    const before = (await run('list')).out;
    expect(before).toMatch(/^[0-9a-f]{16} {2}current {2}wraps 1\n$/);
    expect(await run('rotate')).toMatchObject({
      status: 0,
      out: expect.stringContaining('renewed: the data keys of 1'),
    });
    const after = (await run('list')).out;
    expect(after).toMatch(/^[0-9a-f]{16} {2}current {2}wraps 1\n$/);
    expect(after.slice(0, 16)).not.toBe(before.slice(0, 16));
    expect(await masterKeys()).toEqual(['master-2.key']);
  });

  it('renews people by name', async () => {
    expect(await run('renew', 'ADA', 'nobody')).toMatchObject({ status: 1, out: 'ADA: renewed\nnobody: nobody\n' });
    expect((await run('renew', 'ada')).status).toBe(0);
  });

  it('leaves the work to the server that runs, and opens afterwards', async () => {
    const storage = await open();
    try {
      expect(await run('rotate')).toMatchObject({ status: 0, out: expect.stringContaining('the server that runs') });
      expect(await masterKeys()).toHaveLength(2);
      expect((await run('list')).status).toBe(1);
      expect((await storage.templates.read(id)).face.model).toBe('m');
    } finally {
      await storage.close();
    }
    expect((await run('rotate')).status).toBe(0);
    expect(await masterKeys()).toEqual(['master-3.key']);
  });

  it.each([[], ['forget'], ['renew'], ['rotate', 'ada']])('refuses the arguments %j', async (...words) => {
    expect((await run(...words)).status).toBe(2);
  });

  it('says what it does', async () => {
    expect(await run('--help')).toMatchObject({ status: 0, out: expect.stringContaining('rotate') });
  });
});
