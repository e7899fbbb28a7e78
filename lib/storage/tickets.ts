import { createHash } from 'node:crypto';
import type { Storage } from './storage';

/** A ticket lives this long, in milliseconds: only the page's own next request needs it. */
const TICKET_LIFETIME_MS = 60_000;

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex');

/** Keeps the hash of a fresh secret for a person. */
export async function createTicket({ prisma }: Storage, ticket: string, userId: string, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + TICKET_LIFETIME_MS);
  await prisma.ticket.create({ data: { hash: hashOf(ticket), userId, expiresAt } });
}

/** Whose ticket this is. Deletes it in the same statement, so that of many redemptions at once one succeeds. */
export async function redeemTicket({ prisma }: Storage, ticket: string, now: Date): Promise<string | undefined> {
  const rows = await prisma.$queryRaw<{ userId: string }[]>`
    DELETE FROM "Ticket" WHERE "hash" = ${hashOf(ticket)} AND "expiresAt" > ${now} RETURNING "userId"`;
  return rows[0]?.userId;
}

export async function deleteExpiredTickets({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.ticket.deleteMany({ where: { expiresAt: { lt: now } } });
}
