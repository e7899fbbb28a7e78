import { type AuditOutcome, listLogins } from '@/lib/storage/audit';
import { storage } from '@/lib/storage/storage';

export interface PastLogin {
  at: Date;
  outcome: 'accepted' | 'refused' | 'retry';
}

const SHOWN = 10;

const shown: Partial<Record<AuditOutcome, PastLogin['outcome']>> = {
  accept: 'accepted',
  reject: 'refused',
  retry: 'retry',
};

/** A person's own last log-ins, newest first. Those that a fault of ours ended are left out. */
export async function recentLogins(userId: string): Promise<PastLogin[]> {
  const events = await listLogins(await storage(), userId, SHOWN);
  return events.flatMap(({ at, outcome }) => {
    const seen = shown[outcome];
    return seen ? [{ at, outcome: seen }] : [];
  });
}
