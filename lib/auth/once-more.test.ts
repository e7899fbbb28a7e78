import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Verdict } from '@/lib/decision/decide';
import type { AuditOutcome } from '@/lib/storage/audit';
import { closeEvent, openEvent } from '@/lib/storage/audit';
import type { User } from '@/lib/storage/users';
import { fullPerson } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { afterOnceMore } from './once-more';

const start = new Date('2026-11-22T08:00:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const ONCE_MORE: Verdict<never> = { verdict: 'retry', reason: 'once_more' };

let storage: TestStorage;
let ada: User;

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(async () => {
  await emptyTables(storage);
  ada = (await fullPerson(storage, 'ada', start)).user;
});

/** A log-in of hers that ended so. */
async function ended(outcome: Exclude<AuditOutcome, 'pending'>, reason: string | null, at: Date): Promise<void> {
  const who = { name: 'ada', address: '203.0.113.9', origin: 'network 203.0.113' };
  const id = await openEvent(storage, 'login', who, at);
  await closeEvent(storage, id, { outcome, ...(reason && { reason }), userId: ada.id });
}

const verdictAt = (
  minutes: number,
  verdict: Verdict<never> = ONCE_MORE,
  user: User | null = ada,
): Promise<Verdict<never>> => afterOnceMore(verdict, user, { storage, now: () => after(minutes) });

it('asks once more, and refuses who leaves it open again', async () => {
  expect(await verdictAt(0)).toEqual(ONCE_MORE);
  await ended('retry', 'once_more', after(0));
  expect(await verdictAt(1)).toEqual({ verdict: 'reject', reason: 'unclear_again' });
  await ended('reject', 'unclear_again', after(1));
  expect(await verdictAt(2)).toEqual(ONCE_MORE);
});

it('asks anew after ten minutes, and after another end', async () => {
  await ended('retry', 'once_more', after(0));
  expect(await verdictAt(11)).toEqual(ONCE_MORE);
  await ended('accept', null, after(11));
  expect(await verdictAt(12)).toEqual(ONCE_MORE);
});

it('leaves every other verdict as it is, and does not look for who is nobody', async () => {
  await ended('retry', 'once_more', after(0));
  for (const verdict of [
    { verdict: 'accept' },
    { verdict: 'reject', reason: 'face_mismatch' },
    { verdict: 'retry', reason: 'turn_further' as never },
  ] as const)
    expect(await verdictAt(1, verdict)).toEqual(verdict);
  expect(await verdictAt(1, ONCE_MORE, null)).toEqual(ONCE_MORE);
});
