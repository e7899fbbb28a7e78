import { hashName, recordAct } from './audit';
import type { Storage } from './storage';
import { findUserByName, nameKey } from './users';

/**
 * Removes the person of a name, and all that is kept of them: templates, passkeys, codes, the e-mail address, sessions, tickets, scores, the summary of log-ins,
 * fingerprints, attempts under way. The audit trail keeps its events for their time; they name nobody: an id that nobody has any more,
 * and a keyed hash of the name. Broken off anywhere it can be done again. False where nobody has the name.
 */
export async function deletePerson(storage: Storage, name: string, now: Date): Promise<boolean> {
  const user = await findUserByName(storage, name);
  if (!user) return false;
  const { prisma } = storage;
  const open = await prisma.attempt.findMany({ select: { id: true, name: true } });
  const attempts = open.filter((attempt) => nameKey(attempt.name) === user.nameKey).map(({ id }) => id);
  // The row last: while it is there, the name finds what is left.
  await storage.templates.remove(user.id);
  await prisma.$transaction([
    prisma.attempt.deleteMany({ where: { id: { in: attempts } } }),
    prisma.captureFingerprint.deleteMany({ where: { nameHash: hashName(storage, name) } }),
    prisma.loginSummary.deleteMany({ where: { userId: user.id } }),
    prisma.user.deleteMany({ where: { id: user.id } }),
  ]);
  await recordAct(
    storage,
    { kind: 'setting', outcome: 'accept', subject: 'person', reason: 'deleted', userId: user.id },
    now,
  );
  return true;
}

/** The tables that hold names and addresses in plain text, and where PostgreSQL keeps samples of their columns. */
const PLAIN_TEXT = ['User', 'Attempt', 'Passkey', 'EmailAddress', 'EmailLink'];
const REWRITTEN = [...PLAIN_TEXT.map((table) => `VACUUM (FULL, ANALYZE) "${table}"`), 'VACUUM FULL pg_statistic'];

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
