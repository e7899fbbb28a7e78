import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { afterAlarm } from '@/lib/auth/alarm';
import { recordAct } from '@/lib/storage/audit';
import type { SessionHolder } from '@/lib/storage/sessions';
import { findRecognisable, type User } from '@/lib/storage/users';
import { fullPerson, holderOf, noteLogin } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { ownSessions } from './sessions';
import { denyTries, failedTries, lastVisit, ownTries } from './tries';

const start = new Date('2026-11-22T08:00:00Z');
const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const ACCEPT = { verdict: 'accept' as const };
const ONCE_MORE = { verdict: 'retry', reason: 'once_more' };

let storage: TestStorage;
let clock = start;
let deps: { storage: TestStorage; now(): Date };
let ada: SessionHolder;

const opened = (who: SessionHolder) =>
  recordAct(
    storage,
    { kind: 'session', outcome: 'accept', subject: 'opened', userId: who.user.id },
    who.session.startedAt,
  );
const again = async (): Promise<User> => (await findRecognisable(storage, 'ada'))!;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => clock };
});
afterAll(() => storage.close());
beforeEach(async () => {
  clock = start;
  await emptyTables(storage);
  const first = await fullPerson(storage, 'ada', start);
  await noteLogin(storage, first.user, 'reject', at(-5));
  await opened(first);
  for (const minutes of [10, 20, 30]) await noteLogin(storage, first.user, 'reject', at(minutes));
  ada = await holderOf(storage, first.user.id, at(40), 'Safari on iPhone');
  await opened(ada);
  clock = at(41);
});

const triesOf = async (who: SessionHolder) => failedTries(who.user, await lastVisit(who, deps), deps);

describe('failed tries', () => {
  it('are told that came since the last visit, with what they came from', async () => {
    const browsers = ['Safari on macOS'];
    expect(await triesOf(ada)).toEqual({ count: 3, first: at(10), last: at(30), browsers });
  });

  it('of others are nobody’s business', async () => {
    const berta = await fullPerson(storage, 'berta', at(35));
    expect(await triesOf(berta)).toBeUndefined();
  });

  it('are told no more once the person said that they were theirs, until there are new ones', async () => {
    await ownTries(ada, deps);
    const user = await again();
    expect(await triesOf({ ...ada, user })).toBeUndefined();
    expect(user.alarmedAt).toBeNull();
    await noteLogin(storage, user, 'reject', at(50));
    expect(await triesOf({ ...ada, user })).toMatchObject({ count: 1 });
  });
});

describe('"that was not me"', () => {
  it('ends all other sessions, and says so in the audit trail', async () => {
    expect(await denyTries(ada, deps)).toEqual({ ok: true, ended: 1 });
    expect(await ownSessions(ada, deps)).toMatchObject([{ isThis: true }]);
    expect(await storage.prisma.auditEvent.findFirst({ where: { subject: 'alarm' } })).toMatchObject({
      userId: ada.user.id,
    });
    expect(await triesOf({ ...ada, user: await again() })).toBeUndefined();
  });

  it('lets nobody in from another device who succeeds once, and lets in who does so twice', async () => {
    await denyTries(ada, deps);
    expect(await afterAlarm(ACCEPT, await again(), false, deps)).toEqual(ONCE_MORE);
    clock = at(60);
    expect(await afterAlarm(ACCEPT, await again(), false, deps)).toEqual(ONCE_MORE);
    clock = at(65);
    expect(await afterAlarm(ACCEPT, await again(), false, deps)).toEqual(ACCEPT);
    expect(await again()).toMatchObject({ alarmedAt: null, alarmAskedAt: null });
    expect(await afterAlarm(ACCEPT, await again(), false, deps)).toEqual(ACCEPT);
  });

  it('asks nothing more on a device that is known, nor of people who said nothing', async () => {
    expect(await afterAlarm(ACCEPT, ada.user, false, deps)).toEqual(ACCEPT);
    await denyTries(ada, deps);
    expect(await afterAlarm(ACCEPT, await again(), true, deps)).toEqual(ACCEPT);
  });

  it('tells nobody of it who would not be in', async () => {
    await denyTries(ada, deps);
    const refused = { verdict: 'reject' as const, reason: 'face_mismatch' as const };
    expect(await afterAlarm(refused, await again(), false, deps)).toEqual(refused);
    expect(await again()).toMatchObject({ alarmAskedAt: null });
  });
});
