import type { Failure } from '@/lib/errors';
import { signUpBefore } from '@/lib/storage/sign-ups';
import { locked } from './attempt-limits';
import type { AuthDeps } from './deps';

const DAY_MS = 24 * 60 * 60_000;

/**
 * `too_many_attempts` when as many people have signed up from an address in the last day as may; undefined otherwise. `own` is the
 * number of events that stand for the sign-up under way itself: booked before they are counted, none slip through together.
 */
export async function signUpQuota(
  address: string,
  own: 0 | 1,
  { storage, now, signUpsPerAddress }: Pick<AuthDeps, 'storage' | 'now' | 'signUpsPerAddress'>,
): Promise<Failure | undefined> {
  const at = now();
  const since = new Date(at.getTime() - DAY_MS);
  const counted = await signUpBefore(storage, address, since, signUpsPerAddress - 1 + own);
  return counted && locked(new Date(counted.getTime() + DAY_MS), at);
}
