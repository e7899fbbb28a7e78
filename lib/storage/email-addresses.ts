import type { EmailAddress, EmailLink, EmailPurpose } from './generated/client';
import { secretHash } from './secret-hash';
import type { Storage } from './storage';
import type { User } from './users';

export type { EmailPurpose };

/** Where a person can be reached, or null. */
export function findEmail({ prisma }: Storage, userId: string): Promise<EmailAddress | null> {
  return prisma.emailAddress.findUnique({ where: { userId } });
}

/** Keeps an address that was confirmed, in the place of one from before. */
export async function setEmail(
  { prisma }: Storage,
  email: Pick<EmailAddress, 'userId' | 'address' | 'locale' | 'confirmedAt'>,
): Promise<void> {
  await prisma.emailAddress.upsert({ where: { userId: email.userId }, create: email, update: email });
}

/** The addresses of those of these people who were told nothing since a date. */
export function listUntold(
  { prisma }: Storage,
  ids: readonly string[],
  since: Date,
): Promise<(EmailAddress & { user: User })[]> {
  return prisma.emailAddress.findMany({
    where: { userId: { in: [...ids] }, OR: [{ noticedAt: null }, { noticedAt: { lte: since } }] },
    include: { user: true },
  });
}

/** Notes that a person is told now; false when another process tells them already. */
export async function noteTold(
  { prisma }: Storage,
  { userId, noticedAt }: Pick<EmailAddress, 'userId' | 'noticedAt'>,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma.emailAddress.updateMany({ where: { userId, noticedAt }, data: { noticedAt: now } });
  return count === 1;
}

/** Forgets the address of a person, and links on their way; whether there was one. */
export async function deleteEmail({ prisma }: Storage, userId: string): Promise<boolean> {
  const [, { count }] = await prisma.$transaction([
    prisma.emailLink.deleteMany({ where: { userId } }),
    prisma.emailAddress.deleteMany({ where: { userId } }),
  ]);
  return count === 1;
}

/** Keeps the hash of a fresh secret; links of the same purpose from before end. */
export async function createEmailLink(
  { prisma }: Storage,
  secret: string,
  link: Pick<EmailLink, 'userId' | 'purpose' | 'address' | 'expiresAt'>,
): Promise<void> {
  const { userId, purpose } = link;
  await prisma.$transaction([
    prisma.emailLink.deleteMany({ where: { userId, purpose } }),
    prisma.emailLink.create({ data: { ...link, hash: secretHash(secret) } }),
  ]);
}

/** Whose link this is and where it was sent, and uses it up in one statement: of many presses, one succeeds. */
export async function consumeEmailLink(
  { prisma }: Storage,
  secret: string,
  purpose: EmailPurpose,
  now: Date,
): Promise<Pick<EmailLink, 'userId' | 'address'> | undefined> {
  const rows = await prisma.$queryRaw<Pick<EmailLink, 'userId' | 'address'>[]>`
    DELETE FROM "EmailLink"
    WHERE "hash" = ${secretHash(secret)} AND "purpose" = ${purpose}::"EmailPurpose" AND "expiresAt" > ${now}
    RETURNING "userId", "address"`;
  return rows[0];
}

export async function deleteExpiredEmailLinks({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.emailLink.deleteMany({ where: { expiresAt: { lte: now } } });
}
