import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSession } from '@/lib/auth/open-session';
import { admit } from '@/lib/auth/ticket';
import type { SessionHolder } from '@/lib/storage/sessions';
import { findRecognisable, findUserByName, type User } from '@/lib/storage/users';
import { fullPerson, noteLogin } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { everybody, lock, personDetails, unlock } from './operate';
import { ownSessions } from './sessions';

const now = new Date('2026-11-22T08:00:00Z');
const BEARER = { address: '203.0.113.9', browser: '' };

let storage: TestStorage;
let deps: { storage: TestStorage; now(): Date; random(bytes: number): Uint8Array };
let ada: SessionHolder;

const again = async (): Promise<User> => (await findUserByName(storage, 'ada'))!;
const reasons = async () =>
  (await storage.prisma.auditEvent.findMany({ orderBy: { seq: 'asc' } })).map((e) => e.reason);

beforeAll(async () => {
  storage = await openTestStorage();
  let drawn = 0;
  deps = { storage, now: () => now, random: (bytes) => new Uint8Array(bytes).fill(++drawn) };
});
afterAll(() => storage.close());
beforeEach(async () => {
  await emptyTables(storage);
  ada = await fullPerson(storage, 'ada', now);
});

it('lists everybody by name, and is audited', async () => {
  await fullPerson(storage, 'Zoe', now);
  expect(await everybody(deps)).toMatchObject([
    { name: 'ada', sessions: 1, lockedAt: null },
    { name: 'Zoe', sessions: 1 },
  ]);
  expect(await reasons()).toEqual(['listed']);
});

it('shows one person without anything that describes a face or a voice, and is audited', async () => {
  await noteLogin(storage, ada.user, 'accept', now);
  await noteLogin(storage, ada.user, 'reject', now);
  const details = await personDetails(ada.user, deps);
  expect(details).toMatchObject({ name: 'ada', sessions: 1, lastLogIn: now, refused: 1, consentVersion: 1 });
  expect(Object.keys(details)).not.toContain('sessionVersion');
  expect(await reasons()).toContain('shown');
});

it('locks a person: sessions end, tickets open nothing, and log-ins look as if nobody had the name', async () => {
  const { ticket } = (await admit(ada.user, ['face'], deps)) as { ticket: string };
  await lock(ada.user, deps);
  expect(await ownSessions({ ...ada, user: await again() }, deps)).toEqual([]);
  expect(await openSession(storage, ticket, BEARER, now)).toBeNull();
  expect(await findRecognisable(storage, 'ada')).toBeNull();
  // Also a way in that does not ask for face and voice.
  const late = (await admit(await again(), ['passkey'], deps)) as { ticket: string };
  expect(await openSession(storage, late.ticket, BEARER, now)).toBeNull();
});

it('unlocks them again; the sessions of before stay ended', async () => {
  await lock(ada.user, deps);
  await unlock(ada.user, deps);
  expect(await findRecognisable(storage, 'ada')).not.toBeNull();
  expect(await ownSessions({ ...ada, user: await again() }, deps)).toEqual([]);
  const { ticket } = (await admit(await again(), ['face'], deps)) as { ticket: string };
  expect(await openSession(storage, ticket, BEARER, now)).not.toBeNull();
  expect(await reasons()).toEqual(expect.arrayContaining(['locked', 'unlocked']));
});
