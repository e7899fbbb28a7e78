import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hashAddress } from '@/lib/storage/audit';
import type { AuditEvent } from '@/lib/storage/generated/client';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { bookAttempt, settleAttempt } from './book-attempt';
import { startEnrolment } from './enrol';
import { signUpQuota } from './sign-up-quota';

const HOUR_MS = 3_600_000;
const FULL = { ok: false, code: 'too_many_attempts' };

let storage: TestStorage;
let clock = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(async () => {
  await storage.prisma.auditEvent.deleteMany();
});

const deps = () => ({ storage, now: () => new Date(clock), signUpsPerAddress: 3 });
const quota = (address: string, own: 0 | 1 = 0) => signUpQuota(address, own, deps());

async function signedUp(
  address: string,
  outcome: AuditEvent['outcome'] = 'accept',
  kind: AuditEvent['kind'] = 'enrolment',
) {
  const hashes = { nameHash: randomUUID(), addressHash: hashAddress(storage, address) };
  await storage.prisma.auditEvent.create({ data: { id: randomUUID(), at: new Date(clock), kind, outcome, ...hashes } });
}

it('is for who signed up from the address, not for log-ins, refusals or others', async () => {
  for (const address of ['here', 'here', 'there']) await signedUp(address);
  await signedUp('here', 'accept', 'login');
  await signedUp('here', 'reject');
  expect(await quota('here')).toBeUndefined();
  await signedUp('here');
  expect(await quota('here')).toMatchObject(FULL);
  expect(await quota('there')).toBeUndefined();
});

it('tells when the next may sign up: a day after the first of them', async () => {
  await signedUp('here');
  clock += 10 * HOUR_MS;
  for (let i = 0; i < 2; i++) await signedUp('here');
  expect(await quota('here')).toEqual({ ...FULL, retryAfterSeconds: 14 * 3600 });
  clock += 14 * HOUR_MS;
  expect(await quota('here')).toBeUndefined();
});

it('counts sign-ups that are booked: of many that finish at once none slips through', async () => {
  for (let i = 0; i < 3; i++) await signedUp('here', 'pending');
  expect(await quota('here', 1)).toBeUndefined();
  await signedUp('here', 'pending');
  expect(await quota('here', 1)).toMatchObject(FULL);
});

it('is told before anybody looks into a camera', async () => {
  for (let i = 0; i < 3; i++) await signedUp('here');
  const random = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const start = startEnrolment({ name: 'ada', consent: true }, 'here', { ...deps(), random } as never);
  expect(await start).toMatchObject(FULL);
});

it('lets no more people through that finish in parallel than one after the other', async () => {
  const finish = async (i: number): Promise<boolean> => {
    const who = { kind: 'enrolment' as const, name: `person ${i}`, address: '203.0.113.9' };
    const booking = await bookAttempt(who, deps());
    if (!booking.ok) return false;
    const full = await quota(who.address, 1);
    await settleAttempt(booking.booked, { outcome: full ? 'failure' : 'accept' }, deps());
    return !full;
  };
  const atOnce = await Promise.all(Array.from({ length: 12 }, (_, i) => finish(i)));
  const before = atOnce.filter(Boolean).length;
  expect(before).toBeLessThanOrEqual(3);
  let after = 0;
  for (let i = 12; i < 20; i++) after += Number(await finish(i));
  expect(before + after).toBe(3);
});
