import { addressPrefixes } from '@/lib/risk/limits/address-prefixes';
import { recordAct } from '@/lib/storage/audit';
import { startSession } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { redeemTicket } from '@/lib/storage/tickets';
import { findAdmissibleById, type User } from '@/lib/storage/users';
import { endSessionOf } from './session-token';
import type { Visitor } from './visitor';

/** The browser that hands a ticket in. */
export interface TicketBearer extends Visitor {
  /** The session token that it has so far. */
  token?: string;
}

const TICKET = /^[0-9a-f]{32}$/;

/**
 * Opens a session for the person whose ticket this is, under a new id, and ends the one that the browser had before; null for what
 * is no ticket, and for somebody who was locked or began to leave. Of many redemptions of one ticket, one succeeds.
 */
export async function openSession(
  storage: Storage,
  ticket: unknown,
  { address, browser, token }: TicketBearer,
  now: Date,
): Promise<{ user: User; sid: string } | null> {
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) return null;
  const holder = await redeemTicket(storage, ticket, now);
  const user = holder && (await findAdmissibleById(storage, holder.userId));
  if (!user) return null;
  await endSessionOf(token, storage, now);
  // With the ticket's version: sessions that were ended meanwhile stay ended.
  const opened = { ...holder, device: browser, addressPrefix: addressPrefixes(address).narrow };
  const sid = await startSession(storage, opened, now);
  const act = { kind: 'session', outcome: 'accept', subject: 'opened', reason: holder.amr.join(' ') } as const;
  await recordAct(storage, { ...act, userId: user.id, address, browser }, now);
  return { user, sid };
}
