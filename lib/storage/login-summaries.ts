import type { Prisma } from './generated/client';
import type { Storage } from './storage';

type Database = Pick<Storage, 'prisma'>;

/**
 * A person's summary of log-ins since a date, as it was kept; who has none gets that of the stand-in, in the same query. Undefined
 * where neither is there.
 */
export async function readSummary(
  { prisma }: Database,
  userId: string,
  standInId: string,
  since: Date,
): Promise<unknown> {
  const rows = await prisma.$queryRaw<{ summary: unknown }[]>`
    SELECT "summary" FROM "LoginSummary"
    WHERE ("userId" = ${userId} AND "at" >= ${since}) OR "userId" = ${standInId}
    ORDER BY "userId" = ${standInId} LIMIT 1`;
  return rows[0]?.summary;
}

/** Keeps a person's summary in the place of the last one, if the person is still there; waits for who is removing them. */
export async function saveSummary(
  { prisma }: Database,
  userId: string,
  summary: Prisma.InputJsonObject,
  now: Date,
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "LoginSummary" ("userId", "summary", "at")
    SELECT "id", ${JSON.stringify(summary)}::jsonb, ${now} FROM "User" WHERE "id" = ${userId} FOR KEY SHARE
    ON CONFLICT ("userId") DO UPDATE SET "summary" = EXCLUDED."summary", "at" = EXCLUDED."at"`;
}

/** People who were let in and have no summary: they were before there were any. */
export async function listUnsummarised({ prisma }: Database): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ userId: string }[]>`
    SELECT DISTINCT "userId" FROM "VerificationScore"
    WHERE "accepted" AND NOT EXISTS (SELECT FROM "LoginSummary" WHERE "LoginSummary"."userId" = "VerificationScore"."userId")`;
  return rows.map(({ userId }) => userId);
}

/** Forgets the summaries of people who were last let in before a date; not the stand-in's. */
export async function deleteOldSummaries({ prisma }: Database, before: Date): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM "LoginSummary" WHERE "at" < ${before} AND "userId" IN (SELECT "id" FROM "User")`;
}
