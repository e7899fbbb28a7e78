import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { recordAct } from '@/lib/storage/audit';
import { createRenewalCode, isRenewalCode, redeemRenewalCode } from '@/lib/storage/renewal-codes';
import type { User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';
import { asCode, encodeCode } from './typed-code';

/** How long a code is good, in milliseconds. */
export const RENEWAL_CODE_LIFETIME_MS = 24 * 60 * 60_000;

/** 128 bits. */
const LENGTH = 26;

type CodeDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** Makes a code for a person, in the place of one from before, and says so in the audit trail. It is kept nowhere else. */
export async function issueRenewalCode(
  { id: userId }: Pick<User, 'id'>,
  { storage, now, random }: CodeDeps & Pick<AuthDeps, 'random'>,
): Promise<string> {
  const code = encodeCode(random(16), LENGTH);
  await createRenewalCode(storage, userId, code, new Date(now().getTime() + RENEWAL_CODE_LIFETIME_MS));
  await recordAct(
    storage,
    { kind: 'setting', outcome: 'accept', subject: 'renewal code', reason: 'issued', userId },
    now(),
  );
  return code;
}

/** What was typed as a code is worth for a person, or for a name that nobody has, at the same cost. Uses nothing up. */
export async function codeState(
  user: User | null,
  typed: string | undefined,
  { storage, now }: CodeDeps,
): Promise<'none' | 'wrong' | 'right'> {
  if (typed === undefined) return 'none';
  const isRight = await isRenewalCode(storage, user?.id ?? DUMMY_USER_ID, asCode(typed), now());
  return isRight ? 'right' : 'wrong';
}

/** Uses a code up; false where another one was faster. */
export function spendRenewalCode(user: User, typed: string, { storage, now }: CodeDeps): Promise<boolean> {
  return redeemRenewalCode(storage, user.id, asCode(typed), now());
}
