import { locked } from '@/lib/auth/attempt-limits';
import type { AuthDeps } from '@/lib/auth/deps';
import { withKnownName } from '@/lib/auth/known-device';
import { spendAllowance } from '@/lib/auth/spend-allowance';
import { failure, type Result } from '@/lib/errors';
import { renameLimits } from '@/lib/risk/limits/rules';
import { recordAct } from '@/lib/storage/audit';
import { changeName } from '@/lib/storage/keys/change-name';
import { nameKey, type User } from '@/lib/storage/users';

/**
 * Gives a person another name, which nobody has (`name_taken`). Whether a name is taken can be asked five times, then once a day
 * (`too_many_attempts`). The answer carries the cookie by which this device is known for the new name.
 */
export async function rename(
  user: User,
  name: string,
  deviceCookie: string,
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<Result<{ name: string; deviceCookie: string }>> {
  const { storage, now } = deps;
  if (nameKey(name) !== user.nameKey) {
    const verdict = await spendAllowance(renameLimits(user.id), deps);
    if (!verdict.allowed) return locked(verdict.retryAt, now());
  }
  const renamed = await changeName(storage, user.id, name);
  const act = { kind: 'setting', subject: 'name', userId: user.id } as const;
  if (!renamed) {
    await recordAct(storage, { ...act, outcome: 'reject', reason: 'name_taken' }, now());
    return failure('name_taken');
  }
  await recordAct(storage, { ...act, outcome: 'accept', reason: 'changed' }, now());
  return { ok: true, name: renamed.name, deviceCookie: withKnownName(deviceCookie, name, deps) };
}
