import { hashName } from './audit';
import type { AuditEvent, ReplayPrint, VerificationScore } from './generated/client';
import type { SealedName } from './sealed-store';
import type { Storage } from './storage';
import type { User } from './users';

/** What is kept of one person, as their own export shows it. Of nobody else: all is found by their id, or by their name, scrambled. */
export interface PersonRecords {
  events: AuditEvent[];
  scores: VerificationScore[];
  /** `LoginSummary.summary`. */
  usual: unknown;
  prints: Pick<ReplayPrint, 'kind' | 'enrolled' | 'at'>[];
  fingerprints: number;
  /** Which sealed templates there are. */
  templates: SealedName[];
}

/** Reads all of it, oldest first. */
export async function readPersonRecords(storage: Storage, { id: userId, name }: User): Promise<PersonRecords> {
  const { prisma } = storage;
  const own = { where: { userId }, orderBy: { at: 'asc' as const } };
  const [events, scores, summary, prints, fingerprints, templates] = await Promise.all([
    prisma.auditEvent.findMany(own),
    prisma.verificationScore.findMany(own),
    prisma.loginSummary.findUnique({ where: { userId } }),
    prisma.replayPrint.findMany({ ...own, select: { kind: true, enrolled: true, at: true } }),
    prisma.captureFingerprint.count({ where: { nameHash: hashName(storage, name) } }),
    storage.sealedStores[storage.templatesIn].readAll(userId),
  ]);
  return { events, scores, usual: summary?.summary, prints, fingerprints, templates: [...templates.keys()] };
}
