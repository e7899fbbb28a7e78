import { recordAct } from './audit';
import { type Removed, removeBiometrics } from './forgetting';
import type { Storage } from './storage';
import type { User } from './users';

/** What is told of a deletion, for the person to keep. */
export interface Deletion {
  /** What the audit trail goes on calling the person: an id that nobody has any more. */
  pseudonym: string;
  at: Date;
  removed: Removed;
}

/**
 * Removes a person, and all that is kept of them: templates, sessions, tickets, scores, the summary of log-ins,
 * fingerprints, attempts under way. The audit trail keeps its events for their time; they name nobody: an id that nobody has any more,
 * and a keyed hash of the name. Broken off anywhere it can be done again, and the sweep does.
 */
export async function deletePerson(storage: Storage, user: User, now: Date): Promise<Deletion> {
  // From here on nobody comes in as this person: without templates they could not finish it themselves.
  await storage.prisma.user.updateMany({
    where: { id: user.id },
    data: { leavingAt: now, sessionVersion: { increment: 1 } },
  });
  return removePerson(storage, user, now);
}

/** Removes who began to leave. */
export async function removePerson(storage: Storage, user: User, now: Date): Promise<Deletion> {
  const { prisma } = storage;
  const { count: sessions } = await prisma.session.deleteMany({ where: { userId: user.id } });
  const removed = await removeBiometrics(storage, user, prisma.user.deleteMany({ where: { id: user.id } }));
  const act = { kind: 'setting', outcome: 'accept', subject: 'person', reason: 'deleted' } as const;
  await recordAct(storage, { ...act, userId: user.id }, now);
  return { pseudonym: user.id, at: now, removed: { ...removed, sessions } };
}

/** The tables that hold names in plain text, and where PostgreSQL keeps samples of their columns. */
const REWRITTEN = ['VACUUM (FULL, ANALYZE) "User"', 'VACUUM (FULL, ANALYZE) "Attempt"', 'VACUUM FULL pg_statistic'];

/** Ends the segment of the write-ahead log that is in use, and removes it and older ones instead of writing over them some day. */
const LOG_REMOVED = ['SET wal_recycle = off', 'SELECT pg_switch_wal()', 'CHECKPOINT', 'SET wal_recycle = on'];

/**
 * Takes the bytes of what was deleted out of the files of the database: PostgreSQL only marks rows, and its write-ahead log holds
 * them too. Of a server the log, its archive and backups are its operator's. Locks each table for the moment of its rewriting.
 */
export async function eraseDeleted({ prisma, exclusive }: Pick<Storage, 'prisma' | 'exclusive'>): Promise<void> {
  for (const statement of exclusive ? [...REWRITTEN, ...LOG_REMOVED] : REWRITTEN)
    await prisma.$executeRawUnsafe(statement);
}
