import { randomUUID } from 'node:crypto';
import {
  auditKey,
  type ChainedEvent,
  isOurMark,
  type Link,
  linkAfter,
  NO_LINK,
  problemOf,
  sealedMark,
} from './audit-chain';
import type { AuditEvent, AuditMark, Prisma } from './generated/client';
import type { Storage } from './storage';

type Transaction = Prisma.TransactionClient;

/** What follows waits until this transaction ends, so that all replicas write one chain. */
export function withChain<T>({ prisma }: Storage, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('open-sesame audit chain', 0))::text`;
    return work(transaction);
  });
}

/** Adds an event that is complete from the start. */
export function appendEvent(
  storage: Storage,
  event: Pick<AuditEvent, 'at' | 'kind' | 'outcome'> & Partial<AuditEvent>,
): Promise<void> {
  return withChain(storage, async (transaction) => {
    const nobody = { nameHash: null, addressHash: null, originHash: null, userId: null };
    const nothing = { reason: null, subject: null, browser: null };
    const whole = { ...nobody, ...nothing, signals: [], ...event, id: randomUUID() };
    await transaction.auditEvent.create({ data: { ...whole, ...(await nextLink(storage, transaction, whole)) } });
  });
}

/** Completes a pending event and gives it its place. What was completed before stays as it is: the chain holds it. */
export function completeEvent(storage: Storage, id: string, change: Partial<AuditEvent>): Promise<void> {
  return withChain(storage, async (transaction) => {
    const pending = await transaction.auditEvent.findUniqueOrThrow({ where: { id } });
    if (pending.outcome !== 'pending') return;
    const link = await nextLink(storage, transaction, { ...pending, ...change });
    await transaction.auditEvent.update({ where: { id }, data: { ...change, ...link } });
  });
}

/** The link of a further event; the head moves to it. */
async function nextLink(
  storage: Storage,
  transaction: Transaction,
  event: Omit<AuditEvent, 'seq' | 'mac'>,
): Promise<Link> {
  const key = auditKey(storage);
  const marks = await readMarks(transaction);
  const last = await lastEvent(transaction);
  const whole = marks.head && isOurMark('head', marks.head, key) ? marks.head : undefined;
  const isNew = !marks.head && !marks.anchor && !last;
  const before = whole ?? last ?? NO_LINK;
  // Where somebody took or changed the head, a number is left out, so that it is seen for good.
  const seq = Math.max(before.seq, last?.seq ?? 0) + (whole || isNew ? 1 : 2);
  const link = linkAfter(before, event, key, seq);
  await putMark(transaction, sealedMark('head', link, key));
  return link;
}

/**
 * Drops events from before a date, and anchors the chain at the last of them. Only those go that are whole: a changed date must not
 * make us remove an event ourselves.
 */
export function deleteOldEvents(storage: Storage, before: Date): Promise<void> {
  return withChain(storage, async (transaction) => {
    await transaction.auditEvent.deleteMany({ where: { at: { lt: before }, seq: null } });
    const key = auditKey(storage);
    const { anchor } = await readMarks(transaction);
    const start: Link = anchor && isOurMark('anchor', anchor, key) ? anchor : NO_LINK;
    const firstKept = await transaction.auditEvent.findFirst({
      where: { seq: { gt: start.seq }, at: { gte: before } },
      orderBy: { seq: 'asc' },
    });
    const old = (await transaction.auditEvent.findMany({
      where: { seq: { gt: start.seq, ...(firstKept?.seq && { lt: firstKept.seq }) } },
      orderBy: { seq: 'asc' },
      take: MOST_SWEPT,
    })) as ChainedEvent[];
    let link = start;
    for (const event of old) {
      if (problemOf(event, link, key)) break;
      link = event;
    }
    if (link.seq > start.seq) await putMark(transaction, sealedMark('anchor', link, key));
    await transaction.auditEvent.deleteMany({ where: { seq: { lte: link.seq }, at: { lt: before } } });
  });
}

/** Events that one sweep checks and removes; there is another in a minute. */
const MOST_SWEPT = 1000;

/** Lets verification begin after the newest event, under the present key: what is there keeps its MACs of before. */
export function restartChain(storage: Storage): Promise<void> {
  return withChain(storage, async (transaction) => {
    const key = auditKey(storage);
    const { head } = await readMarks(transaction);
    const last = await lastEvent(transaction);
    const seq = Math.max(head?.seq ?? 0, last?.seq ?? 0);
    const link = { seq, mac: last?.mac ?? '' };
    for (const name of ['anchor', 'head'] as const) await putMark(transaction, sealedMark(name, link, key));
  });
}

/** Where the chain begins and ends, as the table says. */
export async function readMarks(
  transaction: Pick<Transaction, 'auditMark'>,
): Promise<{ anchor: AuditMark | undefined; head: AuditMark | undefined }> {
  const marks = await transaction.auditMark.findMany();
  const named = (name: string): AuditMark | undefined => marks.find((mark) => mark.name === name);
  return { anchor: named('anchor'), head: named('head') };
}

async function lastEvent(transaction: Transaction): Promise<Link | undefined> {
  const where = { seq: { not: null } };
  const last = await transaction.auditEvent.findFirst({ where, orderBy: { seq: 'desc' } });
  return last ? (last as ChainedEvent) : undefined;
}

async function putMark(transaction: Transaction, mark: AuditMark): Promise<void> {
  await transaction.auditMark.upsert({ where: { name: mark.name }, create: mark, update: mark });
}
