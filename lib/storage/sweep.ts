import { rm } from 'node:fs/promises';
import { deleteExpiredAttempts } from './attempts';
import { deleteOldEvents } from './audit';
import { removeStaleCaptures } from './capture-folders';
import { deleteOldFingerprints } from './fingerprints';
import { deleteOldScores } from './scores';
import type { Storage } from './storage';
import { finishTemplates, listPartialFolders } from './template-folders';
import { deleteExpiredTickets } from './tickets';
import { findUserById } from './users';

/** How long the audit trail, scores and fingerprints are kept, in milliseconds. */
export const HISTORY_LIFETIME_MS = 180 * 24 * 60 * 60_000;

/** Removes what outlived its attempt: captures untouched for `lifetimeMs`, expired rows, old events. */
export async function sweep(storage: Storage, now: Date, lifetimeMs: number): Promise<void> {
  await removeStaleCaptures(storage.tmpDir, new Date(now.getTime() - lifetimeMs));
  await deleteExpiredAttempts(storage, now);
  await deleteExpiredTickets(storage, now);
  const before = new Date(now.getTime() - HISTORY_LIFETIME_MS);
  await deleteOldEvents(storage, before);
  await deleteOldScores(storage, before);
  await deleteOldFingerprints(storage, before);
}

/**
 * Settles what a crash cut off, before anybody is served: captures go, and so do partial template folders whose person
 * has no row; where the row is there, the sign-up is finished instead. Whole folders are never removed: a database that
 * does not know them may be the wrong one. Where other processes may be at work, what is younger than `lifetimeMs` is left.
 */
export async function recover(storage: Storage, now: Date, lifetimeMs: number): Promise<void> {
  const before = storage.exclusive ? now : new Date(now.getTime() - lifetimeMs);
  await removeStaleCaptures(storage.tmpDir, before);
  for (const { userId, folder, changedAt } of await listPartialFolders(storage.dataDir)) {
    if (changedAt > before) continue;
    if (await findUserById(storage, userId)) await finishTemplates(storage.dataDir, userId, folder);
    else await rm(folder, { recursive: true, force: true });
  }
}
