import type { Storage } from '@/lib/storage/storage';
import type { ReportRows } from './page';

/** Log-ins and scores that are read at most, the newest. */
const MOST = 100_000;

/** Reads what the report shows, and nothing that tells who it was. */
export async function readReportRows({ prisma }: Pick<Storage, 'prisma'>): Promise<ReportRows> {
  const newest = { orderBy: { at: 'desc' }, take: MOST } as const;
  const logins = await prisma.auditEvent.findMany({
    where: { kind: 'login', outcome: { not: 'pending' } },
    select: { at: true, outcome: true, reason: true, signals: true },
    ...newest,
  });
  const scores = await prisma.verificationScore.findMany({
    select: { modality: true, similarity: true, threshold: true, accepted: true },
    ...newest,
  });
  return { logins, scores };
}
