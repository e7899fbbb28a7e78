import { normalName } from '@/lib/api/name-rules';
import type { AuthDeps } from '@/lib/auth/deps';
import { failure, type Result } from '@/lib/errors';
import { bucketsOfName } from '@/lib/risk/limits/rules';
import { bucketKey } from '@/lib/storage/audit';
import { type Deletion, deletePerson } from '@/lib/storage/delete-person';
import { deleteBuckets } from '@/lib/storage/limit-buckets';
import { RETENTION } from '@/lib/storage/retention';
import type { User } from '@/lib/storage/users';

/** What a person keeps of their account. */
export interface Receipt extends Deletion {
  /** When the last note that carries the pseudonym is gone. */
  keptUntil: Date;
}

type DeleteDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** Removes a person for good, at their own wish or the operator's. */
export async function deleteAccount(user: User, { storage, now }: DeleteDeps): Promise<Receipt> {
  const deletion = await deletePerson(storage, user, now());
  await deleteBuckets(
    storage,
    bucketsOfName(user.nameKey).map((of) => bucketKey(storage, of)),
  );
  return { ...deletion, keptUntil: new Date(deletion.at.getTime() + RETENTION.history) };
}

/** The same for somebody who has typed their name; `name_differs` for another one. */
export async function deleteOwnAccount(
  user: User,
  typed: string,
  deps: DeleteDeps,
): Promise<Result<{ receipt: Receipt }>> {
  if (normalName(typed) !== normalName(user.name)) return failure('name_differs');
  return { ok: true, receipt: await deleteAccount(user, deps) };
}
