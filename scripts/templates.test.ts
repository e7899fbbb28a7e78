import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage/storage';
import { plainOnes } from '@/lib/testing/plain-templates';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

const ada = 'aaaaaaaa-2222-4333-8444-555555555555';
const templates = {
  face: { model: 'f', embeddings: [Float32Array.of(1)] },
  voice: { model: 'v', embeddings: [Float32Array.of(1)] },
};

let root: string;
let environment: { DATA_DIR: string; KEY_DIR: string; TMP_DIR: string };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-move-'));
  environment = { DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function withStorage<T>(templatesIn: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const env = parseEnv({ ...environment, TEMPLATE_STORE: templatesIn });
  const storage = await openStorage(env, () => undefined);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/templates.ts', words, environment);

describe('npm run templates', () => {
  it('moves there and back, in words and as JSON', async () => {
    await withStorage('folder', (storage) =>
      storage.templates.create({ id: ada, nameKey: '' }, templates, async () => true),
    );
    expect(await run('move', '--to', 'database')).toEqual({
      status: 0,
      out: 'moved to the database: the templates of 1; there already: 0\n',
      err: '',
    });
    expect(plainOnes(await withStorage('database', (storage) => storage.templates.read(ada)))).toEqual(templates);
    const { status, out } = await run('move', '--to', 'folder', '--json');
    expect([status, JSON.parse(out)]).toEqual([0, { moved: 1, alreadyThere: 0, damaged: [], conflicting: [] }]);
    expect(plainOnes(await withStorage('folder', (storage) => storage.templates.read(ada)))).toEqual(templates);
  });

  it('ends with 1 and the id when templates are damaged', async () => {
    await withStorage('folder', (storage) => storage.sealedStores.folder.replace(ada, 'voice', Buffer.from('damaged')));
    const { status, out } = await run('move', '--to', 'database');
    expect([status, out]).toEqual([1, expect.stringContaining(`damaged, left where it is: ${ada}`)]);
  });

  it('touches nothing while a server uses the embedded database', async () => {
    const { status, err } = await withStorage('folder', () => run('move', '--to', 'database'));
    expect([status, err]).toEqual([1, expect.stringContaining('storage_in_use')]);
  });

  it.each([[['move', '--to', 'cloud']], [['copy', '--to', 'folder']]])('refuses %j with the usage', async (words) => {
    expect(await run(...words)).toMatchObject({ status: 2, err: expect.stringContaining('--to PLACE') });
  });
});
