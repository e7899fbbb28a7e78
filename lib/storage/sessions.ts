import { randomBytes } from 'node:crypto';
import type { Session } from './generated/client';
import { secretHash } from './secret-hash';
import type { SessionLimits } from './session-limits';
import type { Storage } from './storage';
import type { User } from './users';

export type { Session };

/** Somebody who is signed in, and in which session. */
export interface SessionHolder {
  user: User;
  session: Session;
}

/** `seenAt` is written at most so often, in milliseconds: a page that asks ten times writes once. */
export const SEEN_EVERY_MS = 60_000;

/** 256 bits in base64url. */
const ID_BYTES = 32;

/** Opens a session under a new id and returns the id, which is kept nowhere else. */
export async function startSession(
  { prisma }: Storage,
  session: Pick<Session, 'userId' | 'sessionVersion' | 'amr' | 'device' | 'addressPrefix'>,
  now: Date,
): Promise<string> {
  const id = randomBytes(ID_BYTES).toString('base64url');
  await prisma.session.create({ data: { ...session, hash: secretHash(id), startedAt: now, seenAt: now } });
  return id;
}

/** The session with this id and its person, whether or not it still counts. */
export function findSession({ prisma }: Storage, id: string): Promise<(Session & { user: User }) | null> {
  return prisma.session.findUnique({ where: { hash: secretHash(id) }, include: { user: true } });
}

/** Notes a request. Of many at once one writes, and none brings a session back that was ended meanwhile. */
export async function noteSeen({ prisma }: Storage, { hash, seenAt }: Session, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SEEN_EVERY_MS);
  if (seenAt > before) return;
  await prisma.session.updateMany({ where: { hash, seenAt: { lte: before } }, data: { seenAt: now } });
}

/** Notes that the person will say their sentences another time: this session does not ask again. */
export async function postponeRenewal({ prisma }: Storage, hash: string): Promise<void> {
  await prisma.session.updateMany({ where: { hash }, data: { renewalPostponed: true } });
}

/** Notes that the person of a session was recognised by something more (RFC 8176, amr). */
export async function noteMethod({ prisma }: Storage, hash: string, method: string): Promise<void> {
  const where = { hash, NOT: { amr: { has: method } } };
  await prisma.session.updateMany({ where, data: { amr: { push: method } } });
}

/** Ends a session; whose it was, or undefined when there was none. */
export async function deleteSession({ prisma }: Storage, id: string): Promise<string | undefined> {
  const rows = await prisma.$queryRaw<Pick<Session, 'userId'>[]>`
    DELETE FROM "Session" WHERE "hash" = ${secretHash(id)} RETURNING "userId"`;
  return rows[0]?.userId;
}

/** A person's sessions that still count, the one seen last first. */
export function listSessions(
  { prisma, sessionLimits }: Storage,
  { id, sessionVersion }: Pick<User, 'id' | 'sessionVersion'>,
  now: Date,
): Promise<Session[]> {
  const { idle, expired } = limitsAt(sessionLimits, now);
  return prisma.session.findMany({
    where: { userId: id, sessionVersion, seenAt: { gt: idle }, startedAt: { gt: expired } },
    orderBy: [{ seenAt: 'desc' }, { startedAt: 'desc' }],
  });
}

/** Ends one session of a person; whether they had it. Somebody else's stays. */
export async function endOwnSession({ prisma }: Storage, userId: string, hash: string): Promise<boolean> {
  const { count } = await prisma.session.deleteMany({ where: { userId, hash } });
  return count === 1;
}

/** Ends all sessions of a person but this one, and tickets that would open more; how many sessions. */
export async function endOtherSessions(
  { prisma }: Storage,
  { userId, hash }: Pick<Session, 'userId' | 'hash'>,
): Promise<number> {
  const [, { count }] = await prisma.$transaction([
    prisma.ticket.deleteMany({ where: { userId } }),
    prisma.session.deleteMany({ where: { userId, hash: { not: hash } } }),
  ]);
  return count;
}

/** Forgets sessions that are past a limit, and those that ended with all others of their person. */
export async function deleteEndedSessions({ prisma, sessionLimits }: Storage, now: Date): Promise<void> {
  const { idle, expired } = limitsAt(sessionLimits, now);
  await prisma.$executeRaw`
    DELETE FROM "Session" USING "User"
    WHERE "userId" = "User"."id"
      AND ("seenAt" <= ${idle} OR "startedAt" <= ${expired} OR "Session"."sessionVersion" <> "User"."sessionVersion")`;
}

/** Sessions that were seen, or opened, at these times or before are over. */
function limitsAt({ idleMs, absoluteMs }: SessionLimits, now: Date): { idle: Date; expired: Date } {
  return { idle: new Date(now.getTime() - idleMs), expired: new Date(now.getTime() - absoluteMs) };
}
