import { randomUUID } from 'node:crypto';
import { hashOrigin } from './audit';
import type { VerificationScore } from './generated/client';
import type { Storage } from './storage';

export type { VerificationScore };

/** Comparisons of each kind that a person is shown. */
const MOST_SHOWN = 500;
/** Refusals that are read of one origin: a few are enough to be noticed. */
const MOST_REFUSALS = 20;

/** A comparison to be kept, and the device or network that it came from. */
export type NewScore = Omit<VerificationScore, 'id' | 'originHash'> & { origin: string };

/**
 * Keeps how a log-in compared with a person's template, one row a modality. Of somebody who is not there nothing is kept, by the same
 * statement.
 */
export async function saveScores(storage: Storage, scores: readonly NewScore[]): Promise<void> {
  const rows = scores.map(({ origin, ...score }) => ({
    ...score,
    id: randomUUID(),
    originHash: hashOrigin(storage, origin),
  }));
  await storage.prisma.$executeRaw`
    INSERT INTO "VerificationScore"
      ("id", "userId", "modality", "model", "similarity", "threshold", "accepted", "originHash", "at")
    SELECT given.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given("id" text, "userId" text,
      "modality" "Modality", "model" text, "similarity" double precision, "threshold" double precision,
      "accepted" boolean, "originHash" text, "at" timestamptz)
    WHERE EXISTS (SELECT FROM "User" WHERE "User"."id" = given."userId")`;
}

/** A person's comparisons since a date, of both modalities, newest first; however many refusals there are, the accepted ones are there. */
export async function listScores({ prisma }: Storage, userId: string, since: Date): Promise<VerificationScore[]> {
  const newest = (accepted: boolean): Promise<VerificationScore[]> =>
    prisma.verificationScore.findMany({
      where: { userId, accepted, at: { gte: since } },
      orderBy: { at: 'desc' },
      take: MOST_SHOWN,
    });
  const [accepted, refused] = await Promise.all([newest(true), newest(false)]);
  return [...accepted, ...refused].sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** A person's newest accepted comparisons in one modality under one model, `most` of them; refusals cannot push them out. */
export function listAcceptedScores(
  { prisma }: Storage,
  who: Pick<VerificationScore, 'userId' | 'modality' | 'model'>,
  since: Date,
  most: number,
): Promise<VerificationScore[]> {
  const where = { ...who, accepted: true, at: { gte: since } };
  return prisma.verificationScore.findMany({ where, orderBy: { at: 'desc' }, take: most });
}

/** The model of a person's newest accepted comparison in one modality; undefined where there is none. */
export async function newestModel(
  { prisma }: Storage,
  userId: string,
  modality: VerificationScore['modality'],
): Promise<string | undefined> {
  const where = { userId, modality, accepted: true };
  return (await prisma.verificationScore.findFirst({ where, orderBy: { at: 'desc' }, select: { model: true } }))?.model;
}

/** A person's newest refused comparisons from one origin since a date, of both modalities. */
export function listRefusedScores(
  storage: Storage,
  userId: string,
  origin: string,
  since: Date,
): Promise<VerificationScore[]> {
  const where = { userId, originHash: hashOrigin(storage, origin), accepted: false, at: { gte: since } };
  return storage.prisma.verificationScore.findMany({ where, orderBy: { at: 'desc' }, take: MOST_REFUSALS });
}

/** Drops comparisons from before a date. */
export async function deleteOldScores({ prisma }: Storage, before: Date): Promise<void> {
  await prisma.verificationScore.deleteMany({ where: { at: { lt: before } } });
}
