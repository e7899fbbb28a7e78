import { bookIn } from '@/lib/risk/limits/attempt';
import { tellingLimits } from '@/lib/risk/limits/rules';
import { keyedHash } from '@/lib/storage/audit';
import { changeBuckets } from '@/lib/storage/limit-buckets';
import { nameKey } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** Whether somebody who signs up under their own name may be told that they have it; each time that they are is counted. */
export function mayTellRegistered(
  name: string,
  address: string,
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<boolean> {
  const limits = tellingLimits(nameKey(name), address).map((counted) => ({
    ...counted,
    key: keyedHash(storage, 'limit', counted.of.join('\n')),
  }));
  const keys = limits.map(({ key }) => key);
  return changeBuckets(storage, keys, (found) => {
    const verdict = bookIn(found, limits, now());
    return { answer: verdict.allowed, changed: verdict.allowed ? verdict.changed : new Map() };
  });
}
