import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { openStorage } from '@/lib/storage/storage';
import { createUser, findRecognisable } from '@/lib/storage/users';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

let root: string;
let environment: { DATA_DIR: string; TMP_DIR: string };
const open = () => openStorage(parseEnv(environment), () => undefined);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-people-'));
  environment = { DATA_DIR: join(root, 'db'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
  const storage = await open();
  const at = new Date('2026-11-22T08:00:00Z');
  const id = crypto.randomUUID();
  await createUser(storage, { id, name: 'Ada', createdAt: at, consentedAt: at, voiceModel: 'a-model' });
  await storage.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/people.ts', words, environment);

it('lists, shows, locks and unlocks a person, for people and for programs', async () => {
  expect(await run('list')).toMatchObject({ status: 0, out: 'Ada\t2026-11-22\t0 sessions\n' });
  const shown = JSON.parse((await run('show', 'ada', '--json')).out);
  expect(shown).toMatchObject({ name: 'Ada', sessions: 0, lastLogIn: null, refused: 0 });
  expect(await run('lock', 'ada')).toMatchObject({ status: 0, out: 'locked Ada\n' });
  expect((await run('list')).out).toContain('locked');
  let storage = await open();
  expect(await findRecognisable(storage, 'ada')).toBeNull();
  await storage.close();
  expect(await run('unlock', 'ADA', '--json')).toMatchObject({ status: 0, out: '{\n  "unlocked": "Ada"\n}\n' });
  storage = await open();
  expect(await findRecognisable(storage, 'ada')).not.toBeNull();
  const acts = await storage.prisma.auditEvent.findMany({ orderBy: { seq: 'asc' } });
  await storage.close();
  expect(acts.map(({ reason }) => reason)).toEqual(['listed', 'shown', 'locked', 'listed', 'unlocked']);
});

it.each([[['show', 'berta']], [['lock', 'berta']]])('says of %j that nobody has the name', async (words) => {
  expect(await run(...words)).toMatchObject({ status: 1, err: 'nobody has this name: berta\n' });
});

it.each([[['list', 'ada']], [['lock']], [['show', 'ada', 'berta']], [['lock', 'ada', '--jsonl']]])(
  'does not take %j',
  async (words) => {
    expect((await run(...words)).status).toBe(2);
  },
);
