import type { AuthDeps } from '@/lib/auth/deps';
import { waysChanged } from '@/lib/auth/ways-changed';
import { failure, type Result } from '@/lib/errors';
import { countPasskeys, deletePasskey, renamePasskey as rename } from '@/lib/storage/passkeys';
import type { SessionHolder } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';

type ChangeDeps = Pick<AuthDeps, 'storage' | 'now' | 'assurance'>;

/** Calls a passkey something else. `not_found` for one that is not this person's. */
export async function renamePasskey(
  { user }: Pick<SessionHolder, 'user'>,
  { id, name }: { id: string; name: string },
  { storage }: Pick<ChangeDeps, 'storage'>,
): Promise<Result> {
  return (await rename(storage, user.id, id, name)) ? { ok: true } : failure('not_found');
}

/** Whether somebody has to keep their last passkey: where nobody is let in without one, and without face and voice. */
export function needsPasskey(
  { withdrawnAt }: Pick<User, 'withdrawnAt'>,
  { assurance }: Pick<ChangeDeps, 'assurance'>,
): boolean {
  return assurance === 'passkey_and_face' || withdrawnAt !== null;
}

/** Removes a passkey; all other sessions end. `passkey_refused` for the last one that is needed, `not_found` for one that is not this person's. */
export async function removePasskey({ user, session }: SessionHolder, id: string, deps: ChangeDeps): Promise<Result> {
  const { storage } = deps;
  if (needsPasskey(user, deps) && (await countPasskeys(storage, user.id)) <= 1) return failure('passkey_refused');
  if (!(await deletePasskey(storage, user.id, id))) return failure('not_found');
  await waysChanged(session, 'passkey removed', deps);
  return { ok: true };
}
