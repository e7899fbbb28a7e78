import { deleteExpiredAttempts } from './attempts';
import { deleteOldEvents } from './audit-append';
import { removeStaleCaptures } from './capture-folders';
import { deleteOldFingerprints } from './fingerprints';
import { finishForgetting } from './finish-forgetting';
import { deleteExpiredBuckets } from './limit-buckets';
import { deleteOldSummaries } from './login-summaries';
import { deleteExpiredRenewalCodes } from './renewal-codes';
import { deleteOldPrints } from './replay-prints';
import { RETENTION, SWEEP_EVERY_MS } from './retention';
import { deleteOldScores } from './scores';
import { deleteEndedSessions } from './sessions';
import type { Storage } from './storage';
import { deleteExpiredTickets } from './tickets';
import { findUserById } from './users';

/** Removes what outlived its attempt or its time (`RETENTION`), and who began to leave and was cut off. */
export async function sweep(storage: Storage, now: Date): Promise<void> {
  const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
  await removeStaleCaptures(storage.tmpDir, ago(RETENTION.unfinished));
  await settleDrafts(storage, ago(RETENTION.unfinished));
  await finishForgetting(storage, ago(SWEEP_EVERY_MS), now);
  await deleteExpiredAttempts(storage, now);
  await deleteExpiredTickets(storage, now);
  await deleteExpiredRenewalCodes(storage, now);
  await deleteExpiredBuckets(storage, now);
  await deleteEndedSessions(storage, now);
  const before = ago(RETENTION.history);
  await deleteOldEvents(storage, before);
  await deleteOldScores(storage, before);
  await deleteOldSummaries(storage, before);
  await deleteOldFingerprints(storage, before);
  await deleteOldPrints(storage, ago(RETENTION.prints));
}

/**
 * Settles what a crash cut off, before anybody is served: captures go, and so do drafts of templates whose person has no row; where
 * the row is there, the sign-up is finished instead. A person's templates are never removed: a database that does not know
 * them may be the wrong one. Where other processes may be at work, what is younger than a sign-up takes is left.
 */
export async function recover(storage: Storage, now: Date): Promise<void> {
  const before = storage.exclusive ? now : new Date(now.getTime() - RETENTION.unfinished);
  await removeStaleCaptures(storage.tmpDir, before);
  await settleDrafts(storage, before);
}

function settleDrafts(storage: Storage, before: Date): Promise<void> {
  return storage.templates.settleDrafts(before, async (userId) => (await findUserById(storage, userId)) !== null);
}
