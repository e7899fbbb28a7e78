import { violates } from './constraints';
import type { Passkey } from './generated/client';
import type { Storage } from './storage';
import type { User } from './users';

export type { Passkey };

/** Keeps a new passkey of a person; false where somebody has one of this id. */
export async function createPasskey(
  { prisma }: Storage,
  passkey: Omit<Passkey, 'publicKey' | 'lastUsedAt'> & { publicKey: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  try {
    await prisma.passkey.create({ data: passkey });
    return true;
  } catch (error) {
    if (violates(error, 'unique')) return false;
    throw error;
  }
}

/** The passkey with this id and its person. */
export function findPasskey({ prisma }: Storage, id: string): Promise<(Passkey & { user: User }) | null> {
  return prisma.passkey.findUnique({ where: { id }, include: { user: true } });
}

/** A person's passkeys, oldest first. */
export function listPasskeys({ prisma }: Storage, userId: string): Promise<Passkey[]> {
  return prisma.passkey.findMany({ where: { userId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export function countPasskeys({ prisma }: Storage, userId: string): Promise<number> {
  return prisma.passkey.count({ where: { userId } });
}

/**
 * Notes a signature, if its counter went on; one that counts nothing says 0 each time (WebAuthn level 3, 7.2, step 22). False for a
 * counter that did not, and for a passkey that was removed meanwhile.
 */
export async function noteSignature(
  { prisma }: Storage,
  id: string,
  { counter, backedUp, at }: { counter: number; backedUp: boolean; at: Date },
): Promise<boolean> {
  const went = counter === 0 ? { counter: 0n } : { counter: { lt: BigInt(counter) } };
  const { count } = await prisma.passkey.updateMany({
    where: { id, ...went },
    data: { counter: BigInt(counter), backedUp, lastUsedAt: at },
  });
  return count === 1;
}

/** Calls a person's passkey something else; false where it is not theirs. */
export async function renamePasskey({ prisma }: Storage, userId: string, id: string, name: string): Promise<boolean> {
  const { count } = await prisma.passkey.updateMany({ where: { id, userId }, data: { name } });
  return count === 1;
}

/** Removes a person's passkey; false where it is not theirs. */
export async function deletePasskey({ prisma }: Storage, userId: string, id: string): Promise<boolean> {
  const { count } = await prisma.passkey.deleteMany({ where: { id, userId } });
  return count === 1;
}
