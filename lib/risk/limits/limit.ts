import type { Bucket } from '@/lib/storage/limit-buckets';

/** How a booked attempt ended: let in, refused, or told nothing of a person, because of its quality or by a fault of ours. */
export type Ending = 'accepted' | 'refused' | 'unjudged';

/** When an attempt was booked. */
export interface Booking {
  at: Date;
  /** Whether the name has had no failure from this network before. */
  isFirst: boolean;
}

/** One rule for one bucket. Pure: bucket and time in, time or bucket out. */
export interface Limit {
  /** When the next attempt is allowed; undefined for now. */
  retryAt(bucket: Bucket, booking: Booking): Date | undefined;
  /** With one attempt more, which counts as refused until it is settled. */
  book(bucket: Bucket, booking: Booking): Bucket;
  /** With the end of that attempt; others may have been booked or settled meanwhile. */
  settle(bucket: Bucket, booking: Booking, ending: Ending, now: Date): Bucket;
}

/** The bucket that a missing one stands for. */
export function emptyBucket(now: Date): Bucket {
  return { count: 0, streak: 0, blockedUntil: null, updatedAt: now, expiresAt: now };
}

/** A bucket as it counts now: an expired one is empty. */
export function bucketNow(bucket: Bucket | undefined, now: Date): Bucket {
  const isOver = !bucket || (bucket.expiresAt !== null && bucket.expiresAt <= now);
  return isOver ? emptyBucket(now) : bucket;
}
