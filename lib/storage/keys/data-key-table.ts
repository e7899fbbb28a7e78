import { violates } from '../constraints';
import type { PrismaClient } from '../generated/client';

/** A data key as it is stored. */
export interface WrappedKey {
  version: number;
  /** The id of the master key that wraps it; empty for version 0. */
  masterKey: string;
  wrapped: Uint8Array;
}

/** The wrapped data keys of people. */
export interface DataKeyTable {
  /** Those of a person, newest first, and what their name is keyed by now; empty where the id is nobody's. */
  find(userId: string): Promise<{ keys: WrappedKey[]; nameKey: string }>;
  /** Whether it was added; not where the person has one of this version. */
  add(userId: string, key: WrappedKey): Promise<boolean>;
  remove(userId: string): Promise<void>;
  /** Forgets one version. */
  drop(userId: string, version: number): Promise<void>;
  /** Forgets the versions before one. */
  removeBefore(userId: string, version: number): Promise<void>;
  /** Up to `take` ids after `after`, in order, of who has more than one, one of version 0, or one that another master key wraps. */
  outdated(currentMasterKey: string, take: number, after: string): Promise<{ userId: string; madeAt: Date }[]>;
  /** How many each master key wraps. */
  counts(): Promise<Map<string, number>>;
  /** Of these ids, those that have no key. */
  without(userIds: readonly string[]): Promise<string[]>;
}

export function dataKeyTable(prisma: Pick<PrismaClient, 'dataKey' | '$queryRaw'>): DataKeyTable {
  const table = prisma.dataKey;
  return {
    find: async (userId) => {
      // One query, which costs the same for the stand-in, who is nobody.
      const rows = await prisma.$queryRaw<(WrappedKey & { nameKey: string | null })[]>`
        SELECT k."version", k."masterKey", k."wrapped", u."nameKey" FROM "DataKey" k LEFT JOIN "User" u ON u."id" = k."userId"
        WHERE k."userId" = ${userId} ORDER BY k."version" DESC`;
      const keys = rows.map(({ version, masterKey, wrapped }) => ({ version, masterKey, wrapped }));
      return { keys, nameKey: rows[0]?.nameKey ?? '' };
    },
    add: async (userId, { version, masterKey, wrapped }) => {
      try {
        await table.create({
          data: { userId, version, masterKey, wrapped: new Uint8Array(wrapped), madeAt: new Date() },
        });
        return true;
      } catch (error) {
        if (violates(error, 'unique')) return false;
        throw error;
      }
    },
    remove: async (userId) => void (await table.deleteMany({ where: { userId } })),
    drop: async (userId, version) => void (await table.deleteMany({ where: { userId, version } })),
    removeBefore: async (userId, version) =>
      void (await table.deleteMany({ where: { userId, version: { lt: version } } })),
    outdated: (current, take, after) => prisma.$queryRaw`
      SELECT "userId", max("madeAt") AS "madeAt" FROM "DataKey" WHERE "userId" > ${after}
      GROUP BY "userId" HAVING count(*) > 1 OR max("version") = 0 OR bool_or("masterKey" <> ${current})
      ORDER BY "userId" LIMIT ${take}`,
    counts: async () => {
      const groups = await table.groupBy({ by: ['masterKey'], where: { version: { gt: 0 } }, _count: true });
      return new Map(groups.map(({ masterKey, _count }) => [masterKey, _count]));
    },
    without: async (userIds) => {
      const where = { userId: { in: [...userIds] } };
      const known = await table.findMany({ where, distinct: 'userId', select: { userId: true } });
      const has = new Set(known.map(({ userId }) => userId));
      return userIds.filter((userId) => !has.has(userId));
    },
  };
}
