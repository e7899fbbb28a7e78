import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { recordAct } from '@/lib/storage/audit';
import { createRenewalCode, isRenewalCode, redeemRenewalCode } from '@/lib/storage/renewal-codes';
import type { User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** How long a code is good, in milliseconds. */
export const RENEWAL_CODE_LIFETIME_MS = 24 * 60 * 60_000;

/** Crockford's base32: letters that are not taken for each other. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 128 bits. */
const LENGTH = 26;

type CodeDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** Makes a code for a person, in the place of one from before, and says so in the audit trail. It is kept nowhere else. */
export async function issueRenewalCode(
  { id: userId }: Pick<User, 'id'>,
  { storage, now, random }: CodeDeps & Pick<AuthDeps, 'random'>,
): Promise<string> {
  const code = encode(random(16));
  await createRenewalCode(storage, userId, code, new Date(now().getTime() + RENEWAL_CODE_LIFETIME_MS));
  await recordAct(
    storage,
    { kind: 'setting', outcome: 'accept', subject: 'renewal code', reason: 'issued', userId },
    now(),
  );
  return code;
}

/** A code in groups of four or less, for the eye. */
export function inGroups(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
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

/** Forgives case, spaces, dashes, and letters that look like digits. */
function asCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

function encode(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let code = '';
  for (let i = 0; i < LENGTH; i++) {
    code = `${DIGITS[Number(rest % 32n)]}${code}`;
    rest /= 32n;
  }
  return code;
}
