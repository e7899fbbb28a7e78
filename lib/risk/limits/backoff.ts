import type { Bucket } from '@/lib/storage/limit-buckets';
import { emptyBucket, type Limit } from './limit';

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 60 * 60_000;
/** A day without an attempt, and the failures are forgotten. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/**
 * A few failures in a row are free; after each further one the wait doubles, from 30 seconds to an hour (NIST SP 800-63B-4, 3.2.3,
 * asks for 30 seconds after five failures).
 */
export function backoff(freeFailures: number): Limit {
  return {
    retryAt: ({ blockedUntil }, { at }) => (blockedUntil && blockedUntil > at ? blockedUntil : undefined),
    book: (bucket, { at }) => {
      const streak = bucket.streak + 1;
      const blockedUntil = streak < freeFailures ? null : later(at, delayMs(streak - freeFailures));
      return { ...bucket, streak, blockedUntil, updatedAt: at, expiresAt: later(at, FORGOTTEN_AFTER_MS) };
    },
    settle: (bucket, { at }, ending, now) => {
      if (ending === 'refused') return bucket;
      return ending === 'accepted' ? emptyBucket(now) : takenBack(bucket, at);
    },
  };

  function takenBack(bucket: Bucket, bookedAt: Date): Bucket {
    const streak = Math.max(0, bucket.streak - 1);
    // A delay that a later attempt brought stays.
    const isItsOwn = streak < freeFailures || bucket.updatedAt <= bookedAt;
    return { ...bucket, streak, blockedUntil: isItsOwn ? null : bucket.blockedUntil };
  }
}

function delayMs(doublings: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** doublings);
}

function later(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds);
}
