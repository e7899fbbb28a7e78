import type { Bucket } from '@/lib/storage/limit-buckets';
import type { Booking, Limit } from './limit';

interface Rate {
  /** Units that may be used at once. */
  capacity: number;
  /** How long one unit takes to come back, in milliseconds. */
  refillMs: number;
}

export interface AllowanceRule extends Rate {
  /** Units that a refused attempt takes. */
  cost(booking: Booking): number;
  /** Units that an attempt takes which told nothing of a person. */
  unjudgedCost: number;
}

/** An allowance of which every attempt takes one, and gives it back where nothing was told of a person. */
export function countOf(rate: Rate): Limit {
  return allowance({ ...rate, cost: () => 1, unjudgedCost: 0 });
}

/** So many units at once, and so many more in time: a leaky bucket (GCRA, ITU-T I.371), whose level falls steadily. An accepted attempt takes none. */
export function allowance({ capacity, refillMs, cost, unjudgedCost }: AllowanceRule): Limit {
  const level = ({ count, updatedAt }: Bucket, at: Date): number =>
    Math.max(0, count - Math.max(0, at.getTime() - updatedAt.getTime()) / refillMs);
  const withLevel = (bucket: Bucket, count: number, at: Date): Bucket => ({
    ...bucket,
    count,
    updatedAt: at,
    expiresAt: new Date(at.getTime() + Math.ceil(count * refillMs)),
  });
  return {
    retryAt: (bucket, booking) => {
      const excess = level(bucket, booking.at) + cost(booking) - capacity;
      return excess > 1e-9 ? new Date(booking.at.getTime() + Math.ceil(excess * refillMs)) : undefined;
    },
    book: (bucket, booking) => withLevel(bucket, level(bucket, booking.at) + cost(booking), booking.at),
    settle: (bucket, booking, ending, now) => {
      if (ending === 'refused') return bucket;
      const taken = ending === 'unjudged' ? unjudgedCost : 0;
      return withLevel(bucket, Math.max(0, level(bucket, now) - cost(booking) + taken), now);
    },
  };
}
