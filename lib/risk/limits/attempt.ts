import type { Bucket, Buckets } from '@/lib/storage/limit-buckets';
import { type Booking, bucketNow, type Ending } from './limit';
import type { Counted } from './rules';

/** A limit with the key of its bucket. */
export type Keyed = Counted & { key: string };

/** Whether an attempt is allowed, and if so what the buckets are with it. */
export type Verdict =
  | { allowed: true; booking: Booking; changed: Map<string, Bucket> }
  | { allowed: false; retryAt: Date };

/** Books an attempt, as refused until it is settled, or says when all limits allow one. */
export function bookIn(found: Buckets, limits: readonly Keyed[], now: Date): Verdict {
  const isFirst = limits.some(({ key, tellsFirst }) => tellsFirst && bucketNow(found.get(key), now).streak === 0);
  const booking = { at: now, isFirst };
  const waits = limits.flatMap(({ key, limit }) => limit.retryAt(bucketNow(found.get(key), now), booking) ?? []);
  if (waits.length > 0) return { allowed: false, retryAt: new Date(Math.max(...waits.map((at) => at.getTime()))) };
  return {
    allowed: true,
    booking,
    changed: change(found, limits, now, (bucket, { limit }) => limit.book(bucket, booking)),
  };
}

/** More are not counted: nobody needs to know that there are many. */
const MOST_COUNTED = 10;

/** How many attempts more are allowed at once if all of them are refused, up to ten. */
export function triesLeft(found: Buckets, limits: readonly Keyed[], now: Date): number {
  let buckets = found;
  for (let tries = 0; tries < MOST_COUNTED; tries++) {
    const verdict = bookIn(buckets, limits, now);
    if (!verdict.allowed) return tries;
    buckets = new Map([...buckets, ...verdict.changed]);
  }
  return MOST_COUNTED;
}

/** The buckets with the end of a booked attempt. */
export function settleIn(
  found: Buckets,
  limits: readonly Keyed[],
  booking: Booking,
  ending: Ending,
  now: Date,
): Map<string, Bucket> {
  return change(found, limits, now, (bucket, { limit }) => limit.settle(bucket, booking, ending, now));
}

/** What becomes of the buckets, without those that stay as they are. */
function change(
  found: Buckets,
  limits: readonly Keyed[],
  now: Date,
  to: (bucket: Bucket, of: Keyed) => Bucket,
): Map<string, Bucket> {
  const changed = new Map<string, Bucket>();
  for (const of of limits) {
    const before = bucketNow(found.get(of.key), now);
    const after = to(before, of);
    if (after !== before) changed.set(of.key, after);
  }
  return changed;
}
