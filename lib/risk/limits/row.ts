import { emptyBucket, type Limit } from './limit';

const DAY_MS = 24 * 60 * 60_000;
/** A row that stopped nothing is forgotten after so many days without a refusal. */
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;

/** So many refusals in a row, wherever they came from, and no more until a success that `liftsRow` sees (NIST SP 800-63B-4, 3.2.3: 50, or 100 with presentation attack detection). */
export function row(most: number): Limit {
  return {
    retryAt: ({ streak }, { at }) => (streak >= most ? new Date(at.getTime() + DAY_MS) : undefined),
    book: (bucket, { at }) => {
      const streak = bucket.streak + 1;
      return { ...bucket, streak, updatedAt: at, expiresAt: streak < most ? forgottenAt(at) : null };
    },
    settle: (bucket, _, ending, now) => {
      if (ending === 'refused') return bucket;
      if (ending === 'accepted') return emptyBucket(now);
      const streak = Math.max(0, bucket.streak - 1);
      return { ...bucket, streak, expiresAt: streak < most ? forgottenAt(bucket.updatedAt) : null };
    },
  };
}

/** For who is not held by the row: adds nothing to it, and ends it by getting in. */
export const liftsRow: Limit = {
  retryAt: () => undefined,
  book: (bucket) => bucket,
  settle: (bucket, _, ending, now) => (ending === 'accepted' ? emptyBucket(now) : bucket),
};

function forgottenAt(at: Date): Date {
  return new Date(at.getTime() + FORGOTTEN_AFTER_MS);
}
