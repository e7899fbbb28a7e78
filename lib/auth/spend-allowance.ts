import { bookIn, type Verdict } from '@/lib/risk/limits/attempt';
import type { Counted } from '@/lib/risk/limits/rules';
import { bucketKey } from '@/lib/storage/audit';
import { changeBuckets } from '@/lib/storage/limit-buckets';
import type { AuthDeps } from './deps';

/** Uses up one of what some limits allow, if all of them allow one, in one step that nobody else gets between. */
export function spendAllowance(
  limits: readonly Counted[],
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<Verdict> {
  const keyed = limits.map((counted) => ({ ...counted, key: bucketKey(storage, counted.of) }));
  const keys = keyed.map(({ key }) => key);
  return changeBuckets(storage, keys, (found) => {
    const verdict = bookIn(found, keyed, now());
    return { answer: verdict, changed: verdict.allowed ? verdict.changed : new Map() };
  });
}
