import { violates } from './constraints';
import type { Ticket } from './generated/client';
import { secretHash } from './secret-hash';
import type { Storage } from './storage';
import type { User } from './users';

/** A ticket lives this long, in milliseconds: only the page's own next request needs it. */
const TICKET_LIFETIME_MS = 60_000;

/** Who was recognised, by what, and in which generation of their sessions. */
export type TicketHolder = Pick<Ticket, 'userId' | 'sessionVersion' | 'amr'>;

/** Keeps the hash of a fresh secret for a person, as they were when they were recognised; whether they are still there. */
export async function createTicket(
  { prisma }: Storage,
  ticket: string,
  { id, sessionVersion }: Pick<User, 'id' | 'sessionVersion'>,
  amr: readonly string[],
  now: Date,
): Promise<boolean> {
  const expiresAt = new Date(now.getTime() + TICKET_LIFETIME_MS);
  try {
    await prisma.ticket.create({
      data: { hash: secretHash(ticket), userId: id, sessionVersion, amr: [...amr], expiresAt },
    });
    return true;
  } catch (error) {
    if (violates(error, 'foreign key')) return false;
    throw error;
  }
}

/**
 * Whose ticket this is; nobody's when all their sessions were ended since. Deletes it in the same statement, so that of many
 * redemptions at once one succeeds.
 */
export async function redeemTicket({ prisma }: Storage, ticket: string, now: Date): Promise<TicketHolder | undefined> {
  const rows = await prisma.$queryRaw<TicketHolder[]>`
    DELETE FROM "Ticket" USING "User"
    WHERE "hash" = ${secretHash(ticket)} AND "expiresAt" > ${now}
      AND "userId" = "User"."id" AND "Ticket"."sessionVersion" = "User"."sessionVersion"
    RETURNING "userId", "Ticket"."sessionVersion", "amr"`;
  return rows[0];
}

export async function deleteExpiredTickets({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.ticket.deleteMany({ where: { expiresAt: { lt: now } } });
}
