import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SessionHolder } from '@/lib/storage/sessions';
import { sweep } from '@/lib/storage/sweep';
import { countUsers, findRecognisable, findUserByName } from '@/lib/storage/users';
import { fullPerson, holderOf, rowsWith } from '@/lib/testing/account';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { ownSessions } from './sessions';
import { withdraw } from './withdraw';

const now = new Date();

let storage: TestStorage;
let deps: { storage: TestStorage; now(): Date; hasOtherWayIn(userId: string): Promise<boolean> };
let ada: SessionHolder;

beforeEach(async () => {
  storage = await openTestStorage();
  deps = { storage, now: () => now, hasOtherWayIn: async (userId) => userId === ada.user.id };
  ada = await fullPerson(storage, 'ada', now);
});
afterEach(() => storage.close());

/** Tables that hold what describes a face or a voice, or comes of it. */
const BIOMETRIC = ['DataKey', 'LoginSummary', 'RenewalCode', 'ReplayPrint', 'VerificationScore'];
const kept = async (userId: string) => (await rowsWith(storage, [userId])).filter((table) => BIOMETRIC.includes(table));

it('is refused where nobody could come in any more, and takes nothing', async () => {
  const berta = await fullPerson(storage, 'berta', now);
  expect(await withdraw(berta, deps)).toEqual({ ok: false, code: 'no_other_way_in' });
  expect(await kept(berta.user.id)).toEqual(BIOMETRIC);
  expect(await findRecognisable(storage, 'berta')).not.toBeNull();
});

it('leaves the account, and nothing of face and voice', async () => {
  const berta = await fullPerson(storage, 'berta', now);
  await holderOf(storage, ada.user.id, now, 'Safari on iPhone');
  expect(await withdraw(ada, deps)).toMatchObject({ ok: true });
  expect(await kept(ada.user.id)).toEqual([]);
  expect(await storage.templates.has(ada.user.id)).toBe(false);
  expect(await storage.prisma.captureFingerprint.count()).toBe(1);
  expect(await findUserByName(storage, 'ada')).toMatchObject({ withdrawnAt: now, voiceModel: '', adaptive: false });
  expect(await ownSessions(ada, deps)).toMatchObject([{ isThis: true }]);
  expect(await kept(berta.user.id)).toEqual(BIOMETRIC);
  const act = { subject: 'consent', reason: 'withdrawn', userId: ada.user.id };
  expect(await storage.prisma.auditEvent.findMany({ where: { subject: 'consent' } })).toMatchObject([act]);
});

it('is to log-ins and to services as if nobody had the name', async () => {
  await withdraw(ada, deps);
  expect(await findRecognisable(storage, 'ada')).toBeNull();
  expect(await countUsers(storage, 'all')).toBe(0);
});

it('that a crash cut off, or a log-in came into, is finished by the sweep', async () => {
  await storage.prisma.user.update({ where: { id: ada.user.id }, data: { withdrawnAt: now } });
  expect(await kept(ada.user.id)).toEqual(BIOMETRIC);
  await sweep(storage, new Date(now.getTime() + 61_000));
  expect(await kept(ada.user.id)).toEqual([]);
  expect(await storage.templates.has(ada.user.id)).toBe(false);
});
