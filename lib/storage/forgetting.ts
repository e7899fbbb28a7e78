import { hashName } from './audit';
import type { Prisma } from './generated/client';
import type { Storage } from './storage';
import { nameKey, type User } from './users';

/** How many records of each kind were removed. */
export interface Removed {
  templates: number;
  comparisons: number;
  prints: number;
  fingerprints: number;
  sessions: number;
}

/**
 * Removes what is kept of a face and a voice: first the data key, without which the templates can never be opened again, then the
 * templates, then `rows`, and what is known of log-ins by them. Broken off anywhere it can be done again.
 *
 * @param row what becomes of the person's row; it comes first, so that nothing that arrives late is kept
 */
export async function removeBiometrics(
  storage: Storage,
  { id: userId, name }: Pick<User, 'id' | 'name'>,
  row: Prisma.PrismaPromise<unknown>,
): Promise<Omit<Removed, 'sessions'>> {
  const { prisma } = storage;
  const templates = (await storage.sealedStores[storage.templatesIn].readAll(userId)).size;
  await storage.templates.remove(userId);
  const of = { where: { userId } };
  const [comparisons, prints, , , fingerprints] = await prisma.$transaction([
    prisma.verificationScore.deleteMany(of),
    prisma.replayPrint.deleteMany(of),
    row,
    prisma.loginSummary.deleteMany(of),
    prisma.captureFingerprint.deleteMany({ where: { nameHash: hashName(storage, name) } }),
    prisma.attempt.deleteMany({ where: { id: { in: await attemptsAt(storage, name) } } }),
    prisma.renewalCode.deleteMany(of),
  ]);
  return { templates, comparisons: comparisons.count, prints: prints.count, fingerprints: fingerprints.count };
}

/** Whatever is under way at a name, as it was typed. */
async function attemptsAt({ prisma }: Storage, name: string): Promise<string[]> {
  const open = await prisma.attempt.findMany({ select: { id: true, name: true } });
  return open.filter((attempt) => nameKey(attempt.name) === nameKey(name)).map(({ id }) => id);
}
