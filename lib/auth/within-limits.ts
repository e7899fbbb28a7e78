import { bookIn } from '@/lib/risk/limits/attempt';
import type { Counted } from '@/lib/risk/limits/rules';
import { keyedHash } from '@/lib/storage/audit';
import { changeBuckets } from '@/lib/storage/limit-buckets';
import type { AuthDeps } from './deps';

/** Whether something that is limited by itself, and no attempt, may be done once more; if so it is counted. */
export function isWithin(
  limits: readonly Counted[],
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<boolean> {
  const keyed = limits.map((counted) => ({ ...counted, key: keyedHash(storage, 'limit', counted.of.join('\n')) }));
  const keys = keyed.map(({ key }) => key);
  return changeBuckets(storage, keys, (found) => {
    const verdict = bookIn(found, keyed, now());
    return { answer: verdict.allowed, changed: verdict.allowed ? verdict.changed : new Map() };
  });
}
