import { hashName } from '../audit';
import { violates } from '../constraints';
import type { Prisma } from '../generated/client';
import { nameSkeleton } from '../names';
import type { Storage } from '../storage';
import { findUserById, nameKey, type User } from '../users';

/**
 * Gives a person another name and binds their data keys to it, both or neither; what was handed in under the old one is known under the new.
 * Undefined when the name is taken or the person gone.
 * Throws `storage_damaged` where a data key does not open.
 */
export async function changeName(storage: Storage, userId: string, name: string): Promise<User | undefined> {
  const { prisma, dataKeys } = storage;
  const before = await findUserById(storage, userId);
  const rewrapped = await dataKeys.rewrapped(userId, nameKey(name));
  const rebound = rewrapped.map(({ version, masterKey, wrapped }) =>
    prisma.dataKey.update({
      where: { userId_version: { userId, version } },
      data: { masterKey, wrapped: new Uint8Array(wrapped) },
    }),
  );
  try {
    const [user] = await prisma.$transaction([
      prisma.user.update({
        where: { id: userId },
        data: { name, nameKey: nameKey(name), nameSkeleton: nameSkeleton(name) },
      }),
      ...rebound,
      ...(before ? fingerprintsMoved(storage, before.name, name) : []),
    ]);
    return user as User;
  } catch (error) {
    if (violates(error, 'unique') || (error as { code?: string }).code === 'P2025') return undefined;
    throw error;
  }
}

/** A file that is known under both names stays under the new one. */
function fingerprintsMoved(storage: Storage, from: string, to: string): Prisma.PrismaPromise<unknown>[] {
  const { prisma } = storage;
  const [before, after] = [hashName(storage, from), hashName(storage, to)];
  if (before === after) return [];
  return [
    prisma.$executeRaw`
      UPDATE "CaptureFingerprint" AS "old" SET "nameHash" = ${after} WHERE "nameHash" = ${before} AND NOT EXISTS
        (SELECT FROM "CaptureFingerprint" AS "new" WHERE "new"."hash" = "old"."hash" AND "new"."nameHash" = ${after})`,
    prisma.captureFingerprint.deleteMany({ where: { nameHash: before } }),
  ];
}
