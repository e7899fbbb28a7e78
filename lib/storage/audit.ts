import { createHmac, randomUUID } from 'node:crypto';
import { appendEvent, completeEvent } from './audit-append';
import type { AuditEvent, AuditKind, AuditOutcome } from './generated/client';
import { derivedKey } from './keys/derived-key';
import type { Storage } from './storage';
import { nameKey } from './users';

export type { AuditEvent, AuditKind, AuditOutcome };

export interface Who {
  name: string;
  address: string;
  /** The device or network that attempts from one place have in common. */
  origin: string;
}

/** Writes that an attempt is under way, before any work is done for it; `closeEvent` says how it ended. Its id. */
export async function openEvent(storage: Storage, kind: AuditKind, who: Who, now: Date): Promise<string> {
  const id = randomUUID();
  const data = { id, at: now, kind, outcome: 'pending' as const, ...hashesOf(storage, who) };
  await storage.prisma.auditEvent.create({ data });
  return id;
}

/** Entries that are read of one person at once. */
const MOST_ENTRIES = 1000;

/** How an attempt ended: why, whose it was, and what was unusual about it. */
export interface EventEnd {
  outcome: AuditOutcome;
  reason?: string | undefined;
  userId?: string | undefined;
  signals?: readonly string[];
  browser?: string;
}

/** Completes the event of an attempt, for good. */
export async function closeEvent(storage: Storage, id: string, end: EventEnd): Promise<void> {
  const { outcome, reason = null, userId = null, browser = null, signals = [] } = end;
  await completeEvent(storage, id, { outcome, reason, userId, browser, signals: [...signals] });
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

/** A person's log-ins since a date, newest first, `most` of them. */
export function listLogins({ prisma }: Storage, userId: string, since: Date, most: number): Promise<AuditEvent[]> {
  const where = { userId, kind: 'login' as const, at: { gte: since } };
  return prisma.auditEvent.findMany({ where, orderBy: { at: 'desc' }, take: most });
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

/** When a person's last session before this moment was opened. */
export async function openedBefore({ prisma }: Storage, userId: string, moment: Date): Promise<Date | undefined> {
  const where = { userId, kind: 'session' as const, subject: 'opened', at: { lt: moment } };
  return (await prisma.auditEvent.findFirst({ where, orderBy: { at: 'desc' }, select: { at: true } }))?.at;
}

const REFUSED = { kind: 'login', outcome: 'reject' } as const;

/** Log-ins of a person that were refused after a date, newest first. */
export function listRefused(
  { prisma }: Storage,
  userId: string,
  after: Date,
): Promise<Pick<AuditEvent, 'at' | 'browser'>[]> {
  return prisma.auditEvent.findMany({
    where: { ...REFUSED, userId, at: { gt: after } },
    select: { at: true, browser: true },
    take: MOST_ENTRIES,
    orderBy: { at: 'desc' },
  });
}

/** The ids of people of whom at least so many log-ins were refused after a date. */
export async function listOftenRefused({ prisma }: Storage, refusals: number, after: Date): Promise<string[]> {
  const groups = await prisma.auditEvent.groupBy({
    by: ['userId'],
    where: { ...REFUSED, userId: { not: null }, at: { gt: after } },
    having: { userId: { _count: { gte: refusals } } },
  });
  return groups.flatMap(({ userId }) => userId ?? []);
}

/** How many log-ins at a name, from one origin, were refused since a date. */
export function countRefusals(storage: Storage, name: string, origin: string, since: Date): Promise<number> {
  const from = { nameHash: hashName(storage, name), originHash: hashOrigin(storage, origin) };
  const where = { ...from, ...REFUSED, at: { gte: since } };
  return storage.prisma.auditEvent.count({ where });
}

interface Hashes {
  nameHash: string;
  addressHash: string;
  originHash: string;
}

/** Keyed, so that the tables alone tell neither names nor addresses; people type passwords into name fields. */
export function keyedHash(
  { sessionSecret, hashesOfSecret }: Pick<Storage, 'sessionSecret' | 'hashesOfSecret'>,
  label: string,
  content: string | Uint8Array,
): string {
  const key = hashesOfSecret ? sessionSecret : derivedKey(sessionSecret, `hashes of ${label}`);
  return createHmac('sha256', key).update(`${label}:`).update(content).digest('hex');
}

export function hashName(storage: Storage, name: string): string {
  return keyedHash(storage, 'name', nameKey(name));
}

export function hashAddress(storage: Storage, address: string): string {
  return keyedHash(storage, 'address', address);
}

/** What an API key is called in the audit trail, by its SHA-256 in hexadecimal. */
export function keyId(storage: Storage, hash: string): string {
  return `key ${keyedHash(storage, 'api key', hash).slice(0, 16)}`;
}

/** The key of the bucket of a limit, by what it counts. */
export function bucketKey(storage: Storage, of: readonly string[]): string {
  return keyedHash(storage, 'limit', of.join('\n'));
}

export function hashOrigin(storage: Storage, origin: string): string {
  return keyedHash(storage, 'origin', origin);
}

function hashesOf(storage: Storage, { name, address, origin }: Who): Hashes {
  return {
    nameHash: hashName(storage, name),
    addressHash: hashAddress(storage, address),
    originHash: hashOrigin(storage, origin),
  };
}
