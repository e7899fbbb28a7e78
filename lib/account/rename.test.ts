import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { knownDevice } from '@/lib/auth/known-device';
import { noteCapture } from '@/lib/storage/fingerprints';
import type { SessionHolder } from '@/lib/storage/sessions';
import { findUserByName } from '@/lib/storage/users';
import { fullPerson } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { rename } from './rename';

const start = new Date('2026-11-22T08:00:00Z');
const DAY_MS = 24 * 60 * 60_000;
const TAKEN = { ok: false, code: 'name_taken' };

let storage: TestStorage;
let clock = start;
let deps: { storage: TestStorage; now(): Date; random(bytes: number): Uint8Array };
let ada: SessionHolder;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => clock, random: (bytes) => new Uint8Array(bytes) };
});
afterAll(() => storage.close());
beforeEach(async () => {
  clock = start;
  await emptyTables(storage);
  ada = await fullPerson(storage, 'ada', start);
});

it('is by the new name from then on: templates open, the device is known, the old name is free', async () => {
  const renamed = await rename(ada.user, 'Lovelace', '', deps);
  expect(renamed).toMatchObject({ ok: true, name: 'Lovelace' });
  expect(await findUserByName(storage, 'ada')).toBeNull();
  expect(await findUserByName(storage, 'LOVELACE')).toMatchObject({ id: ada.user.id });
  expect(await storage.templates.read(ada.user.id)).toBeDefined();
  const { deviceCookie } = renamed as { deviceCookie: string };
  expect(knownDevice(deviceCookie, 'lovelace', deps)).toBeDefined();
  expect(knownDevice(deviceCookie, 'ada', deps)).toBeUndefined();
  const act = { kind: 'setting', subject: 'name', outcome: 'accept', reason: 'changed', userId: ada.user.id };
  expect(await storage.prisma.auditEvent.findMany()).toMatchObject([act]);
});

it('keeps knowing what was handed in under the old name', async () => {
  await rename(ada.user, 'Lovelace', '', deps);
  const [sighting] = await noteCapture(storage, 'lovelace', [Buffer.from('ada')], start);
  expect(sighting).toEqual({ here: true, elsewhere: false });
  expect(await storage.prisma.captureFingerprint.count()).toBe(1);
});

it('takes nobody’s name, whatever its case, and says so in the audit trail', async () => {
  await fullPerson(storage, 'Berta', start);
  expect(await rename(ada.user, 'bERTA', '', deps)).toEqual(TAKEN);
  expect(await findUserByName(storage, 'ada')).toMatchObject({ id: ada.user.id });
  expect(await storage.templates.read(ada.user.id)).toBeDefined();
  expect(await storage.prisma.auditEvent.findMany()).toMatchObject([{ outcome: 'reject', reason: 'name_taken' }]);
});

it('does not let somebody ask which names are taken more than five times, then once a day', async () => {
  await fullPerson(storage, 'Berta', start);
  for (let i = 0; i < 5; i++) expect(await rename(ada.user, 'Berta', '', deps)).toEqual(TAKEN);
  const refused = { ok: false, code: 'too_many_attempts', retryAfterSeconds: expect.any(Number) };
  expect(await rename(ada.user, 'Berta', '', deps)).toEqual(refused);
  expect(await rename(ada.user, 'a-free-name', '', deps)).toEqual(refused);
  // How one's own name is written is no question.
  expect(await rename(ada.user, 'ADA', '', deps)).toMatchObject({ ok: true, name: 'ADA' });
  clock = new Date(start.getTime() + DAY_MS);
  expect(await rename(ada.user, 'a-free-name', '', deps)).toMatchObject({ ok: true });
});

it('of two who want one name at the same time gives it to one', async () => {
  const berta = await fullPerson(storage, 'Berta', start);
  const results = await Promise.all([ada, berta].map(({ user }) => rename(user, 'clara', '', deps)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});
