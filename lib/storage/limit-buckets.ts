import type { LimitBucket, Prisma } from './generated/client';
import type { Storage } from './storage';

/** What has been used up of one limit, by one name, network or device. */
export type Bucket = Omit<LimitBucket, 'key'>;

/** Buckets by key; one that is missing is empty. */
export type Buckets = ReadonlyMap<string, Bucket>;

/** What there is under some keys, one of which may be changed meanwhile. */
export function readBuckets({ prisma }: Pick<Storage, 'prisma'>, keys: readonly string[]): Promise<Buckets> {
  return bucketsIn(prisma, keys);
}

/** Lets `change` see the buckets under some keys and say how they are from now on, while nobody else sees or changes them. */
export function changeBuckets<Answer>(
  { prisma }: Pick<Storage, 'prisma'>,
  keys: readonly string[],
  change: (found: Buckets) => { changed: Buckets; answer: Answer },
): Promise<Answer> {
  return prisma.$transaction(async (transaction) => {
    // In one order, so that two attempts never wait for each other.
    await transaction.$queryRaw`
      SELECT pg_advisory_xact_lock(hashtextextended("key", 0))::text FROM unnest(${keys.toSorted()}::text[]) AS "key"`;
    const { changed, answer } = change(await bucketsIn(transaction, keys));
    if (changed.size > 0) await write(transaction, changed);
    return answer;
  });
}

/** Drops buckets that are as if they had never been. */
export async function deleteExpiredBuckets({ prisma }: Pick<Storage, 'prisma'>, now: Date): Promise<void> {
  await prisma.limitBucket.deleteMany({ where: { expiresAt: { lte: now } } });
}

/** Drops the buckets under some keys. */
export async function deleteBuckets({ prisma }: Pick<Storage, 'prisma'>, keys: readonly string[]): Promise<void> {
  await prisma.limitBucket.deleteMany({ where: { key: { in: [...keys] } } });
}

async function bucketsIn(prisma: Prisma.TransactionClient, keys: readonly string[]): Promise<Buckets> {
  const rows = await prisma.limitBucket.findMany({ where: { key: { in: [...keys] } } });
  return new Map(rows.map(({ key, ...bucket }) => [key, bucket]));
}

async function write(prisma: Prisma.TransactionClient, buckets: Buckets): Promise<void> {
  const rows = JSON.stringify([...buckets].map(([key, bucket]) => ({ key, ...bucket })));
  await prisma.$executeRaw`
    INSERT INTO "LimitBucket" ("key", "count", "streak", "blockedUntil", "updatedAt", "expiresAt")
    SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS given("key" text, "count" double precision, "streak" integer,
      "blockedUntil" timestamptz, "updatedAt" timestamptz, "expiresAt" timestamptz)
    ON CONFLICT ("key") DO UPDATE SET "count" = EXCLUDED."count", "streak" = EXCLUDED."streak",
      "blockedUntil" = EXCLUDED."blockedUntil", "updatedAt" = EXCLUDED."updatedAt", "expiresAt" = EXCLUDED."expiresAt"`;
}
