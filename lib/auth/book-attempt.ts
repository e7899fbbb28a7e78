import type { Failure } from '@/lib/errors';
import { addressPrefixes } from '@/lib/risk/limits/address-prefixes';
import { bookIn, type Keyed, settleIn, triesLeft } from '@/lib/risk/limits/attempt';
import type { Booking, Ending } from '@/lib/risk/limits/limit';
import { type Asker, limitsFor } from '@/lib/risk/limits/rules';
import { type AuditOutcome, bucketKey, closeEvent, type EventEnd, openEvent } from '@/lib/storage/audit';
import { type Bucket, changeBuckets, readBuckets } from '@/lib/storage/limit-buckets';
import type { Storage } from '@/lib/storage/storage';
import { nameKey } from '@/lib/storage/users';
import { locked } from './attempt-limits';
import type { AuthDeps } from './deps';

type BookingDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** Who makes an attempt. */
export interface Attempter {
  kind: Asker['kind'];
  name: string;
  address: string;
  /** A device that is known for the name, or a person who is signed in: limits of their own. */
  device?: string | undefined;
}

/** An attempt that was let begin, and counts as refused until it is settled. */
export interface BookedAttempt {
  eventId: string;
  /** The device or network that it came from: refusals there count against later attempts from there, and nowhere else. */
  origin: string;
  booking: Booking;
  limits: readonly Keyed[];
  /** How many more are allowed at once, should this one and they be refused: the same for names that nobody has. */
  triesLeft: number;
}

/** How an attempt ended. */
type Settlement = EventEnd & { outcome: Exclude<AuditOutcome, 'pending'> };

const endings: Record<Settlement['outcome'], Ending> = {
  accept: 'accepted',
  reject: 'refused',
  retry: 'unjudged',
  failure: 'unjudged',
};

/** `too_many_attempts` when an attempt would be refused now, so that nobody looks into a camera for nothing. Books nothing. */
export async function attemptLock(attempter: Attempter, { storage, now }: BookingDeps): Promise<Failure | undefined> {
  const limits = keyedLimits(attempter, storage);
  const at = now();
  const verdict = bookIn(await readBuckets(storage, keysOf(limits)), limits, at);
  return verdict.allowed ? undefined : locked(verdict.retryAt, at);
}

/**
 * Books an attempt before any work is done for it, in one step that no other attempt gets between, here or on another replica, so that
 * attempts made at once cannot slip through together.
 */
export async function bookAttempt(
  attempter: Attempter,
  { storage, now }: BookingDeps,
): Promise<{ ok: true; booked: BookedAttempt } | Failure> {
  const limits = keyedLimits(attempter, storage);
  const at = now();
  const { verdict, left } = await changeBuckets(storage, keysOf(limits), (found) => {
    const booked = bookIn(found, limits, at);
    const changed = booked.allowed ? booked.changed : new Map<string, Bucket>();
    return { answer: { verdict: booked, left: triesLeft(new Map([...found, ...changed]), limits, at) }, changed };
  });
  if (!verdict.allowed) return locked(verdict.retryAt, at);
  const { kind, name, address, device } = attempter;
  const origin = device === undefined ? `network ${addressPrefixes(address).narrow}` : `device ${device}`;
  const isLogIn = kind === 'passkey' || kind === 'code';
  const eventId = await openEvent(storage, isLogIn ? 'login' : kind, { name, address, origin }, at);
  return { ok: true, booked: { eventId, origin, booking: verdict.booking, limits, triesLeft: left } };
}

/** Writes how a booked attempt ended, where the limits count it and in the audit trail. */
export async function settleAttempt(
  { eventId, booking, limits }: BookedAttempt,
  end: Settlement,
  { storage, now }: BookingDeps,
): Promise<void> {
  const ending = endings[end.outcome];
  if (ending !== 'refused')
    await changeBuckets(storage, keysOf(limits), (found) => ({
      answer: undefined,
      changed: settleIn(found, limits, booking, ending, now()),
    }));
  await closeEvent(storage, eventId, end);
}

/** Signs of life in a capture do not count as evidence yet. */
const IS_LIVE = false;

function keyedLimits({ kind, name, address, device }: Attempter, storage: Storage): Keyed[] {
  const asker: Asker = { kind, nameKey: nameKey(name), address, device, isLive: IS_LIVE };
  return limitsFor(asker).map((counted) => ({ ...counted, key: bucketKey(storage, counted.of) }));
}

function keysOf(limits: readonly Keyed[]): string[] {
  return limits.map(({ key }) => key);
}
