import type { CodeSource, RecoveryCode } from './generated/client';
import type { Storage } from './storage';

export type { CodeSource };

/** A code as it is kept: found by its selector, known by its hash. */
export type NewCode = Pick<RecoveryCode, 'selector' | 'hash'>;

/** Puts codes of a source in the place of all that a person had of it. */
export async function replaceCodes(
  { prisma }: Storage,
  userId: string,
  source: CodeSource,
  codes: readonly NewCode[],
  { createdAt, expiresAt = null }: { createdAt: Date; expiresAt?: Date | null },
): Promise<void> {
  await prisma.$transaction([
    prisma.recoveryCode.deleteMany({ where: { userId, source } }),
    prisma.recoveryCode.createMany({ data: codes.map((code) => ({ ...code, userId, source, createdAt, expiresAt })) }),
  ]);
}

/** The code with this selector, if it is still good. */
export function findCode({ prisma }: Storage, selector: string, now: Date): Promise<RecoveryCode | null> {
  return prisma.recoveryCode.findFirst({ where: { selector, ...good(now) } });
}

/** Uses a code up: of many at once, one succeeds. */
export async function spendCode({ prisma }: Storage, selector: string, now: Date): Promise<boolean> {
  const { count } = await prisma.recoveryCode.updateMany({ where: { selector, ...good(now) }, data: { usedAt: now } });
  return count === 1;
}

/** A person's own codes, used and not. */
export function listCodes({ prisma }: Storage, userId: string): Promise<Pick<RecoveryCode, 'createdAt' | 'usedAt'>[]> {
  const where = { userId, source: 'person' as const };
  return prisma.recoveryCode.findMany({ where, select: { createdAt: true, usedAt: true } });
}

export async function deleteExpiredCodes({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.recoveryCode.deleteMany({ where: { expiresAt: { lte: now } } });
}

const good = (now: Date) => ({ usedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });
