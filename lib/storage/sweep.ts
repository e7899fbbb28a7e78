import { deleteExpiredAttempts } from './attempts';
import { deleteOldEvents } from './audit-append';
import { removeStaleCaptures } from './capture-folders';
import { deleteExpiredEmailLinks } from './email-addresses';
import { deleteOldFingerprints } from './fingerprints';
import { deleteExpiredBuckets } from './limit-buckets';
import { deleteOldSummaries } from './login-summaries';
import { deleteExpiredChallenges } from './passkey-challenges';
import { deleteExpiredCodes } from './recovery-codes';
import { deleteExpiredRenewalCodes } from './renewal-codes';
import { deleteOldPrints } from './replay-prints';
import { deleteOldScores } from './scores';
import { deleteEndedSessions } from './sessions';
import type { Storage } from './storage';
import { deleteExpiredTickets } from './tickets';
import { findUserById } from './users';

/** How long the audit trail, scores and fingerprints are kept, in milliseconds. */
export const HISTORY_LIFETIME_MS = 180 * 24 * 60 * 60_000;
/** How long replays of a log-in are looked for, in milliseconds. */
export const PRINT_LIFETIME_MS = 90 * 24 * 60 * 60_000;

/** Removes what outlived its attempt: captures untouched for `lifetimeMs`, expired rows, old events. */
export async function sweep(storage: Storage, now: Date, lifetimeMs: number): Promise<void> {
  await removeStaleCaptures(storage.tmpDir, new Date(now.getTime() - lifetimeMs));
  await deleteExpiredAttempts(storage, now);
  await deleteExpiredTickets(storage, now);
  await deleteExpiredRenewalCodes(storage, now);
  await deleteExpiredChallenges(storage, now);
  await deleteExpiredCodes(storage, now);
  await deleteExpiredEmailLinks(storage, now);
  await deleteExpiredBuckets(storage, now);
  await deleteEndedSessions(storage, now);
  const before = new Date(now.getTime() - HISTORY_LIFETIME_MS);
  await deleteOldEvents(storage, before);
  await deleteOldScores(storage, before);
  await deleteOldSummaries(storage, before);
  await deleteOldFingerprints(storage, before);
  await deleteOldPrints(storage, new Date(now.getTime() - PRINT_LIFETIME_MS));
}

/**
 * Settles what a crash cut off, before anybody is served: captures go, and so do drafts of templates whose person has no row; where
 * the row is there, the sign-up is finished instead. A person's templates are never removed: a database that does not know
 * them may be the wrong one. Where other processes may be at work, what is younger than `lifetimeMs` is left.
 */
export async function recover(storage: Storage, now: Date, lifetimeMs: number): Promise<void> {
  const before = storage.exclusive ? now : new Date(now.getTime() - lifetimeMs);
  await removeStaleCaptures(storage.tmpDir, before);
  await storage.templates.settleDrafts(before, async (userId) => (await findUserById(storage, userId)) !== null);
}
