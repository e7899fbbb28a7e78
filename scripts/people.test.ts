import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { codeState } from '@/lib/auth/renewal-code';
import { parseEnv } from '@/lib/env';
import { openStorage } from '@/lib/storage/storage';
import { createUser, findUserByName } from '@/lib/storage/users';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { runScript, type ScriptRun } from '@/lib/testing/run-script';

let root: string;
let environment: { DATA_DIR: string; KEY_DIR: string; TMP_DIR: string };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-people-'));
  environment = { DATA_DIR: join(root, 'db'), KEY_DIR: join(root, 'keys'), TMP_DIR: join(root, 'tmp') };
  await cp(inject('databaseTemplate'), environment.DATA_DIR, { recursive: true });
  const storage = await openStorage(parseEnv(environment), () => undefined);
  const at = new Date();
  await createUser(storage, { id: 'a', name: 'Ada', createdAt: at, consentedAt: at, voiceModel: 'a-model-of-before' });
  await createUser(storage, { id: 'b', name: 'berta', createdAt: at, consentedAt: at, voiceModel: builtInVoice.id });
  await storage.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...words: string[]): Promise<ScriptRun> => runScript('scripts/people.ts', words, environment);

it('prints a code that is good for the person and for nobody else, and says so in the audit trail', async () => {
  const { status, out } = await run('renewal-code', 'ADA');
  expect([status, out]).toEqual([0, expect.stringMatching(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}\n$/)]);
  const storage = await openStorage(parseEnv(environment), () => undefined);
  try {
    const deps = { storage, now: () => new Date() };
    expect(await codeState(await findUserByName(storage, 'ada'), out, deps)).toBe('right');
    expect(await codeState(await findUserByName(storage, 'berta'), out, deps)).toBe('wrong');
    expect(await codeState(null, out, deps)).toBe('wrong');
    expect(await storage.prisma.auditEvent.findMany()).toMatchObject([{ subject: 'renewal code', userId: 'a' }]);
  } finally {
    await storage.close();
  }
});

it('prints the last resort: a recovery code for whoever asks in person, in the audit trail, and none for nobody', async () => {
  const { status, out } = await run('reset', 'BERTA');
  expect([status, out]).toEqual([0, expect.stringMatching(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}\n$/)]);
  const storage = await openStorage(parseEnv(environment), () => undefined);
  try {
    const where = { subject: 'ways in' };
    expect(await storage.prisma.auditEvent.findMany({ where })).toMatchObject([
      { reason: 'operator code issued', userId: 'b' },
    ]);
    expect(await storage.prisma.recoveryCode.findMany()).toMatchObject([{ userId: 'b', source: 'operator' }]);
  } finally {
    await storage.close();
  }
  expect(await run('reset', 'nobody')).toMatchObject({ status: 1, out: '' });
});

it.each([
  ['a name that nobody has', 'nobody', 'nobody has this name'],
  ['somebody whose voice is of the model in use', 'berta', 'needs no code'],
])('prints none for %s', async (_, name, why) => {
  expect(await run('renewal-code', name)).toMatchObject({ status: 1, out: '', err: expect.stringContaining(why) });
});

it('leaves a folder alone that a server uses', async () => {
  const storage = await openStorage(parseEnv(environment), () => undefined);
  const { status, err } = await run('renewal-code', 'ada');
  await storage.close();
  expect([status, err]).toEqual([1, expect.stringContaining('stop the server first')]);
});

it.each([[[]], [['renewal-code']], [['renewal-code', 'ada', 'berta']], [['find', 'ada']]])(
  'refuses the arguments %j',
  async (words) => {
    expect(await run(...words)).toMatchObject({ status: 2, err: expect.stringContaining('npm run people') });
  },
);
