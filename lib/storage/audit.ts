import { createHmac, randomUUID } from 'node:crypto';
import { appendEvent, completeEvent } from './audit-append';
import type { AuditEvent, AuditKind, AuditOutcome, Prisma } from './generated/client';
import type { Storage } from './storage';
import { nameKey } from './users';

export type { AuditEvent, AuditKind, AuditOutcome };

/** Failed attempts that a name or an address may have in the window, and the window in milliseconds. */
export interface AttemptLimit {
  failures: number;
  windowMs: number;
  /** Attempts of any outcome from one address in the window: bounds the work that quality failures ask for. */
  attemptsPerAddress: number;
}

export interface Who {
  name: string;
  address: string;
}

/** `allowed` with the id of the event that now stands for the attempt, or when to come back. */
export type Reservation = { allowed: true; eventId: string } | { allowed: false; retryAt: Date };

/**
 * Books an attempt before any work is done for it: the event is written as `pending` and counts as a failure until
 * `settleAttempt` says otherwise, so that attempts made at once cannot slip through together.
 */
export function reserveAttempt(
  storage: Storage,
  kind: AuditKind,
  who: Who,
  limit: AttemptLimit,
  now: Date,
): Promise<Reservation> {
  const hashes = hashesOf(storage, who);
  return storage.prisma.$transaction(async (transaction) => {
    // In one order, so that two attempts never wait for each other.
    for (const hash of [hashes.nameHash, hashes.addressHash].sort()) {
      await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${hash}, 0))::text`;
    }
    const retryAt = await lockedUntil(transaction, hashes, limit, now);
    if (retryAt) return { allowed: false, retryAt };
    const eventId = randomUUID();
    await transaction.auditEvent.create({ data: { id: eventId, at: now, kind, outcome: 'pending', ...hashes } });
    return { allowed: true, eventId };
  });
}

/** Entries that are read of one person at once. */
const MOST_ENTRIES = 1000;

/** When the lock on a name or an address ends, or undefined when there is none. */
export function attemptLock(storage: Storage, who: Who, limit: AttemptLimit, now: Date): Promise<Date | undefined> {
  return lockedUntil(storage.prisma, hashesOf(storage, who), limit, now);
}

/** Writes how a booked attempt ended, and what was unusual about it. */
export async function settleAttempt(
  storage: Storage,
  eventId: string,
  outcome: AuditOutcome,
  reason: string | undefined,
  userId: string | undefined,
  noticed: { signals?: readonly string[]; browser?: string } = {},
): Promise<void> {
  const { signals = [], browser } = noticed;
  const change = { outcome, reason: reason ?? null, userId: userId ?? null, browser: browser ?? null };
  await completeEvent(storage, eventId, { ...change, signals: [...signals] });
}

/** What is written of an act that is no attempt: a session, a call, a key, a setting. */
export interface Act {
  kind: Exclude<AuditKind, 'enrolment' | 'login' | 'renewal'>;
  outcome: AuditOutcome;
  /** What it was about: a route, a key by its keyed hash, a setting. */
  subject: string;
  reason?: string;
  userId?: string;
  address?: string;
  browser?: string;
}

/** Writes an act down, for good. */
export function recordAct(storage: Storage, { address, ...act }: Act, now: Date): Promise<void> {
  const addressHash = address === undefined ? null : hashAddress(storage, address);
  return appendEvent(storage, { ...act, at: now, addressHash });
}

/** A person's log-ins, newest first. */
export function listLogins({ prisma }: Storage, userId: string, count: number): Promise<AuditEvent[]> {
  return prisma.auditEvent.findMany({ where: { userId, kind: 'login' }, orderBy: { at: 'desc' }, take: count });
}

/** When a person was let in since a date, and by what kind of browser. */
export function listEntries(
  { prisma }: Storage,
  userId: string,
  since: Date,
): Promise<Pick<AuditEvent, 'at' | 'browser'>[]> {
  return prisma.auditEvent.findMany({
    where: { userId, kind: 'login', outcome: 'accept', at: { gte: since } },
    select: { at: true, browser: true },
    take: MOST_ENTRIES,
    orderBy: { at: 'desc' },
  });
}

/** How many log-ins at a name were refused since a date. */
export function countRefusals(storage: Storage, name: string, since: Date): Promise<number> {
  const where = { nameHash: hashName(storage, name), kind: 'login' as const, outcome: 'reject' as const };
  return storage.prisma.auditEvent.count({ where: { ...where, at: { gte: since } } });
}

interface Hashes {
  nameHash: string;
  addressHash: string;
}

/** Keyed, so that the tables alone tell neither names nor addresses; people type passwords into name fields. */
export function keyedHash({ sessionSecret }: Storage, label: string, content: string | Uint8Array): string {
  return createHmac('sha256', sessionSecret).update(`${label}:`).update(content).digest('hex');
}

export function hashName(storage: Storage, name: string): string {
  return keyedHash(storage, 'name', nameKey(name));
}

export function hashAddress(storage: Storage, address: string): string {
  return keyedHash(storage, 'address', address);
}

function hashesOf(storage: Storage, { name, address }: Who): Hashes {
  return { nameHash: hashName(storage, name), addressHash: hashAddress(storage, address) };
}

const ATTEMPTS: AuditKind[] = ['enrolment', 'login', 'renewal'];
const FAILED: AuditOutcome[] = ['pending', 'reject'];

async function lockedUntil(
  prisma: Prisma.TransactionClient,
  { nameHash, addressHash }: Hashes,
  limit: AttemptLimit,
  now: Date,
): Promise<Date | undefined> {
  const recent = { gt: new Date(now.getTime() - limit.windowMs) };
  const nth = async (where: Prisma.AuditEventWhereInput, count: number): Promise<Date | undefined> => {
    const rows = await prisma.auditEvent.findMany({
      where: { ...where, kind: { in: ATTEMPTS }, at: recent },
      orderBy: { at: 'desc' },
      skip: count - 1,
      take: 1,
      select: { at: true },
    });
    return rows[0]?.at;
  };
  const blocking = [
    await nth({ nameHash, outcome: { in: FAILED } }, limit.failures),
    await nth({ addressHash, outcome: { in: FAILED } }, limit.failures),
    await nth({ addressHash }, limit.attemptsPerAddress),
  ].filter((at) => at !== undefined);
  if (blocking.length === 0) return undefined;
  const latest = Math.max(...blocking.map((at) => at.getTime()));
  return new Date(latest + limit.windowMs);
}
