import { findOpenAttempt } from '@/lib/storage/attempts';
import { nameKey } from '@/lib/storage/users';
import type { AuthDeps } from './deps';
import { knownDevice } from './known-device';

/**
 * The name that an open log-in is for, if the device with this cookie has logged in under it before; undefined otherwise, also for a
 * cookie of another name, a forged one, and an attempt that is over. Uses nothing up.
 */
export async function knownLogIn(
  attemptId: string,
  deviceCookie: string | undefined,
  deps: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<string | undefined> {
  if (!deviceCookie) return undefined;
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'login', deps.now());
  return attempt && knownDevice(deviceCookie, attempt.name, deps) ? nameKey(attempt.name) : undefined;
}
