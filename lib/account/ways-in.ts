import type { AuthDeps } from '@/lib/auth/deps';
import { findEmail } from '@/lib/storage/email-addresses';
import { listPasskeys, type Passkey } from '@/lib/storage/passkeys';
import { listCodes } from '@/lib/storage/recovery-codes';

/** How a person gets in beside face and voice. */
export interface WaysIn {
  passkeys: Pick<Passkey, 'id' | 'name' | 'createdAt' | 'lastUsedAt' | 'backedUp'>[];
  /** Null for who has none. */
  codes: { left: number; of: number; madeAt: Date } | null;
  /** Undefined where the site has no mail server; null for who has no address. */
  email: string | null | undefined;
}

/** What a person has, for nobody but them. */
export async function waysIn(
  userId: string,
  { storage, mailer }: Pick<AuthDeps, 'storage' | 'mailer'>,
): Promise<WaysIn> {
  const [passkeys, codes, email] = await Promise.all([
    listPasskeys(storage, userId),
    listCodes(storage, userId),
    findEmail(storage, userId),
  ]);
  const [first] = codes;
  const left = codes.filter(({ usedAt }) => usedAt === null).length;
  return {
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, backedUp }) => ({
      id,
      name,
      createdAt,
      lastUsedAt,
      backedUp,
    })),
    codes: first ? { left, of: codes.length, madeAt: first.createdAt } : null,
    email: mailer ? (email?.address ?? null) : undefined,
  };
}
