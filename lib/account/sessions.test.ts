import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SessionHolder } from '@/lib/storage/sessions';
import { redeemTicket } from '@/lib/storage/tickets';
import { fullPerson, holderOf } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { endOneSession, endOthers, ownSessions } from './sessions';

const start = new Date('2026-11-22T08:00:00Z');
const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

let storage: TestStorage;
let clock = start;
let deps: { storage: TestStorage; now(): Date };
let ada: SessionHolder;
let phone: SessionHolder;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => clock };
});
afterAll(() => storage.close());
beforeEach(async () => {
  clock = start;
  await emptyTables(storage);
  ada = await fullPerson(storage, 'ada', start);
  phone = await holderOf(storage, ada.user.id, later(1), 'Safari on iPhone');
});

it('lists a person’s sessions, this one first, and nobody else’s', async () => {
  await fullPerson(storage, 'berta', start);
  const shown = await ownSessions(ada, deps);
  expect(shown).toEqual([
    {
      handle: ada.session.hash,
      device: 'Firefox on Linux',
      addressPrefix: '203.0.113.0/24',
      startedAt: start,
      seenAt: start,
      isThis: true,
    },
    expect.objectContaining({ device: 'Safari on iPhone', isThis: false }),
  ]);
});

it('leaves out what has ended: too old, or from before all sessions were ended', async () => {
  clock = new Date(start.getTime() + storage.sessionLimits.idleMs + 120_000);
  await storage.prisma.session.update({ where: { hash: ada.session.hash }, data: { seenAt: clock } });
  expect(await ownSessions(ada, deps)).toHaveLength(1);
  expect(await ownSessions({ ...ada, user: { ...ada.user, sessionVersion: 2 } }, deps)).toEqual([]);
});

it('ends one, and says so in the audit trail', async () => {
  expect(await endOneSession(ada, phone.session.hash, deps)).toEqual({ ok: true });
  expect(await ownSessions(ada, deps)).toHaveLength(1);
  const act = { kind: 'session', subject: 'ended', reason: 'by the person', userId: ada.user.id };
  expect(await storage.prisma.auditEvent.findMany()).toMatchObject([act]);
});

it('does not end somebody else’s, whose handle is known', async () => {
  const berta = await fullPerson(storage, 'berta', start);
  expect(await endOneSession(berta, ada.session.hash, deps)).toEqual({ ok: false, code: 'not_found' });
  expect(await ownSessions(ada, deps)).toHaveLength(2);
  expect(await storage.prisma.auditEvent.count()).toBe(0);
});

it('ends all others, and tickets that would open more; this one and other people’s go on', async () => {
  const berta = await fullPerson(storage, 'berta', start);
  expect(await endOthers(ada, deps)).toEqual({ ok: true, ended: 1 });
  expect(await ownSessions(ada, deps)).toMatchObject([{ isThis: true }]);
  expect(await ownSessions(berta, deps)).toHaveLength(1);
  expect(await redeemTicket(storage, 'ticket of ada', start)).toBeUndefined();
  expect(await redeemTicket(storage, 'ticket of berta', start)).toBeDefined();
});
