import type { AuthDeps } from '@/lib/auth/deps';
import { waysChanged } from '@/lib/auth/ways-changed';
import { failure, type Result } from '@/lib/errors';
import { countPasskeys, deletePasskey, renamePasskey as rename } from '@/lib/storage/passkeys';
import type { Session } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';

type ChangeDeps = Pick<AuthDeps, 'storage' | 'now' | 'assurance'>;

/** Calls a passkey something else. `not_found` for one that is not this person's. */
export async function renamePasskey(
  { user }: { user: User },
  { id, name }: { id: string; name: string },
  { storage }: Pick<ChangeDeps, 'storage'>,
): Promise<Result> {
  return (await rename(storage, user.id, id, name)) ? { ok: true } : failure('not_found');
}

/**
 * Removes a passkey; all other sessions end. Where nobody is let in without one, and of somebody without face and voice, the last one stays: `passkey_refused`. `not_found` for one
 * that is not this person's.
 */
export async function removePasskey(
  { user, session }: { user: User; session: Session },
  id: string,
  deps: ChangeDeps,
): Promise<Result> {
  const { storage, assurance } = deps;
  const isNeeded = assurance === 'passkey_and_face' || user.withdrawnAt !== null;
  if (isNeeded && (await countPasskeys(storage, user.id)) <= 1) return failure('passkey_refused');
  if (!(await deletePasskey(storage, user.id, id))) return failure('not_found');
  await waysChanged(session, 'passkey removed', deps);
  return { ok: true };
}
