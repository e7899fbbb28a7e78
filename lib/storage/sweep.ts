import { rm } from 'node:fs/promises';
import { deleteExpiredAttempts } from './attempts';
import { deleteOldEvents } from './audit';
import { removeStaleCaptures } from './capture-folders';
import type { Storage } from './storage';
import { listTemplateFolders } from './template-folders';
import { deleteExpiredTickets } from './tickets';
import { findUserById } from './users';

/** How long the audit trail is kept, in milliseconds. */
const AUDIT_LIFETIME_MS = 180 * 24 * 60 * 60_000;

/** Removes what outlived its attempt: captures untouched for `lifetimeMs`, expired rows, old events. */
export async function sweep(storage: Storage, now: Date, lifetimeMs: number): Promise<void> {
  await removeStaleCaptures(storage.tmpDir, new Date(now.getTime() - lifetimeMs));
  await deleteExpiredAttempts(storage, now);
  await deleteExpiredTickets(storage, now);
  await deleteOldEvents(storage, new Date(now.getTime() - AUDIT_LIFETIME_MS));
}

/**
 * Removes the template folders of sign-ups that a crash cut off: those without a user row. `keep` names ids that need
 * no row. Where other processes may be signing people up, folders younger than `lifetimeMs` are left alone.
 */
export async function removeOrphans(storage: Storage, now: Date, lifetimeMs: number, keep: string[]): Promise<void> {
  const before = storage.exclusive ? now : new Date(now.getTime() - lifetimeMs);
  for (const { userId, folder, partial, changedAt } of await listTemplateFolders(storage.dataDir)) {
    if (keep.includes(userId) || changedAt > before) continue;
    if (partial || !(await findUserById(storage, userId))) await rm(folder, { recursive: true, force: true });
  }
}
