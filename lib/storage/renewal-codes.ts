import { createHash } from 'node:crypto';
import type { Storage } from './storage';

const hashOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Keeps the hash of a fresh code for a person, in the place of one from before. */
export async function createRenewalCode(
  { prisma }: Storage,
  userId: string,
  code: string,
  expiresAt: Date,
): Promise<void> {
  const hash = hashOf(code);
  await prisma.renewalCode.upsert({
    where: { userId },
    create: { userId, hash, expiresAt },
    update: { hash, expiresAt },
  });
}

/** Whether a code is this person's and still good. */
export async function isRenewalCode({ prisma }: Storage, userId: string, code: string, now: Date): Promise<boolean> {
  return (await prisma.renewalCode.count({ where: { userId, hash: hashOf(code), expiresAt: { gt: now } } })) > 0;
}

/** The same, and uses it up in one statement: of many at once, one succeeds. */
export async function redeemRenewalCode(
  { prisma }: Storage,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma.renewalCode.deleteMany({
    where: { userId, hash: hashOf(code), expiresAt: { gt: now } },
  });
  return count === 1;
}

export async function deleteExpiredRenewalCodes({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.renewalCode.deleteMany({ where: { expiresAt: { lte: now } } });
}
