import { randomUUID } from 'node:crypto';
import type { VerificationScore } from './generated/client';
import type { Storage } from './storage';

export type { VerificationScore };

/** Comparisons that are read of one person at once: no threshold and no signal looks further back. */
const MOST_SCORES = 1000;

/** Keeps how a log-in compared with a person's template, one row a modality. */
export async function saveScores({ prisma }: Storage, scores: readonly Omit<VerificationScore, 'id'>[]): Promise<void> {
  await prisma.verificationScore.createMany({ data: scores.map((score) => ({ ...score, id: randomUUID() })) });
}

/** A person's comparisons since a date, of both modalities, newest first. */
export function listScores({ prisma }: Storage, userId: string, since: Date): Promise<VerificationScore[]> {
  const where = { userId, at: { gte: since } };
  return prisma.verificationScore.findMany({ where, orderBy: { at: 'desc' }, take: MOST_SCORES });
}

/** Drops comparisons from before a date. */
export async function deleteOldScores({ prisma }: Storage, before: Date): Promise<void> {
  await prisma.verificationScore.deleteMany({ where: { at: { lt: before } } });
}
