import type { Reason } from '@/lib/decision/decide';
import { SIGNALS, type Signal } from '@/lib/decision/signal';
import type { QualityIssue } from '@/lib/recognition/observe-login';
import { type AuditEvent, type AuditOutcome, listLogins } from '@/lib/storage/audit';
import { listScores, type VerificationScore } from '@/lib/storage/scores';
import { storage } from '@/lib/storage/storage';
import { HISTORY_LIFETIME_MS } from '@/lib/storage/sweep';

/** Why a log-in ended as it did, as the audit trail has it. */
export type LoginReason = Reason | QualityIssue | 'once_more' | 'renewal_code';

/** One log-in of a person, for nobody but them. */
export interface PastLogin {
  id: string;
  at: Date;
  outcome: 'accepted' | 'refused' | 'retry';
  /** A `LoginReason`, or what an older version wrote. */
  reason: string | undefined;
  signals: Signal[];
  /** Such as "Firefox on Linux". */
  browser: string | undefined;
}

/** How one log-in compared with the template, in one modality. */
export type PastComparison = Pick<VerificationScore, 'modality' | 'similarity' | 'threshold' | 'accepted' | 'at'>;

const SHOWN = 10;

const shown: Partial<Record<AuditOutcome, PastLogin['outcome']>> = {
  accept: 'accepted',
  reject: 'refused',
  retry: 'retry',
};

/** A person's own last log-ins, newest first. Those that a fault of ours ended are left out. */
export async function recentLogins(userId: string): Promise<PastLogin[]> {
  const events = await listLogins(await storage(), userId, SHOWN);
  return events.flatMap(pastLogin);
}

function pastLogin({ id, at, outcome, reason, signals, browser }: AuditEvent): PastLogin[] {
  const seen = shown[outcome];
  if (!seen) return [];
  const known = SIGNALS.filter((signal) => signals.includes(signal));
  return [{ id, at, outcome: seen, reason: reason ?? undefined, signals: known, browser: browser ?? undefined }];
}

/** A person's own comparisons that are still kept, newest first. */
export async function recentComparisons(userId: string, now: Date): Promise<PastComparison[]> {
  return listScores(await storage(), userId, new Date(now.getTime() - HISTORY_LIFETIME_MS));
}
