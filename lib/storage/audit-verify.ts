import { readMarks } from './audit-append';
import {
  auditKey,
  type ChainedEvent,
  type ChainProblem,
  isOurMark,
  type Link,
  NO_LINK,
  problemOf,
} from './audit-chain';
import type { AuditEvent } from './generated/client';
import type { Storage } from './storage';

/** Events that are read at once. */
const PAGE = 1000;

/** What became of the chain. `seq` is where it breaks. */
export type ChainVerdict =
  | { ok: true; events: number; unverified: number; head: Link }
  | { ok: false; problem: ChainProblem | 'marks_changed' | 'not_chained'; seq: number };

/**
 * Recomputes the chain from where it begins to where it ends (after Schneier and Kelsey, "Secure audit logs to support computer
 * forensics", 1999, with one key). Finds what was changed, removed, reordered or added by anybody without the key; an older state of
 * all tables at once is found only by who noted a later head.
 */
export function verifyChain(storage: Storage): Promise<ChainVerdict> {
  const key = auditKey(storage);
  // One view of the tables, while servers go on writing.
  return storage.prisma.$transaction(
    async (transaction): Promise<ChainVerdict> => {
      const { anchor, head } = await readMarks(transaction);
      if (anchor && !isOurMark('anchor', anchor, key)) return broken('marks_changed', anchor.seq);
      if (head && !isOurMark('head', head, key)) return broken('marks_changed', head.seq);
      const start: Link = anchor ?? NO_LINK;
      let link = start;
      let first: Date | undefined;
      for await (const event of chained(transaction, start.seq)) {
        const problem = problemOf(event, link, key);
        if (problem) return broken(problem, link.seq + 1);
        first ??= event.at;
        link = event;
      }
      if (head ? head.seq !== link.seq || head.mac !== link.mac : link.seq > 0) return broken('removed', link.seq + 1);
      const settled = { seq: null, outcome: { not: 'pending' as const } };
      if (first && (await transaction.auditEvent.count({ where: { ...settled, at: { gte: first } } })) > 0)
        return broken('not_chained', link.seq);
      const older = { OR: [settled, { seq: { lte: start.seq } }] };
      const unverified = await transaction.auditEvent.count({ where: older });
      return { ok: true, events: link.seq - start.seq, unverified, head: { seq: link.seq, mac: link.mac } };
    },
    { isolationLevel: 'RepeatableRead', timeout: 600_000 },
  );
}

/** Every event that has its place in the chain, in order. */
export async function* chained(
  { auditEvent }: Pick<Storage['prisma'], 'auditEvent'>,
  after = 0,
): AsyncGenerator<ChainedEvent> {
  let last = after;
  for (;;) {
    const page: AuditEvent[] = await auditEvent.findMany({
      where: { seq: { gt: last } },
      orderBy: { seq: 'asc' },
      take: PAGE,
    });
    for (const event of page as ChainedEvent[]) {
      yield event;
      last = event.seq;
    }
    if (page.length < PAGE) return;
  }
}

function broken(problem: Extract<ChainVerdict, { ok: false }>['problem'], seq: number): ChainVerdict {
  return { ok: false, problem, seq };
}
