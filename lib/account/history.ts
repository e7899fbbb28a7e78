import type { MovementIssue } from '@/lib/decision/challenge';
import type { Reason } from '@/lib/decision/decide';
import { SIGNALS, type Signal } from '@/lib/decision/signal';
import type { QualityIssue } from '@/lib/recognition/observe-login';
import { type AuditEvent, type AuditOutcome, listLogins } from '@/lib/storage/audit';
import { RETENTION } from '@/lib/storage/retention';
import { listScores, type VerificationScore } from '@/lib/storage/scores';
import { storage } from '@/lib/storage/storage';

/** Why a log-in ended as it did, as the audit trail has it. */
export type LoginReason = Reason | QualityIssue | MovementIssue | 'once_more' | 'renewal_code';

/** What is told to the person; a suspicion that is no better than chance before other cameras is the operator's (docs/decisions/025). */
export type ToldSignal = Exclude<Signal, 'presentation_attack_suspected'>;

/** One log-in of a person, for nobody but them. */
export interface PastLogin {
  id: string;
  at: Date;
  outcome: 'accepted' | 'refused' | 'retry';
  /** A `LoginReason`, or what an older version wrote. */
  reason: string | undefined;
  signals: ToldSignal[];
  /** Such as "Firefox on Linux". */
  browser: string | undefined;
}

/** How one log-in compared with the template, in one modality. */
export type PastComparison = Pick<VerificationScore, 'modality' | 'similarity' | 'threshold' | 'accepted' | 'at'>;

/** How far back log-ins are listed, in milliseconds, and how many at most. */
const LISTED_MS = 30 * 24 * 60 * 60_000;
const MOST_LISTED = 200;

const shown: Partial<Record<AuditOutcome, PastLogin['outcome']>> = {
  accept: 'accepted',
  reject: 'refused',
  retry: 'retry',
};

/** A person's own log-ins of the last 30 days, newest first. Those that a fault of ours ended are left out. */
export async function recentLogins(userId: string, now: Date): Promise<PastLogin[]> {
  const since = new Date(now.getTime() - LISTED_MS);
  const events = await listLogins(await storage(), userId, since, MOST_LISTED);
  return events.flatMap(pastLogin);
}

function pastLogin({ id, at, outcome, reason, signals, browser }: AuditEvent): PastLogin[] {
  const seen = shown[outcome];
  if (!seen) return [];
  const told = toldSignals(signals);
  return [{ id, at, outcome: seen, reason: reason ?? undefined, signals: told, browser: browser ?? undefined }];
}

/** Those of the audit trail that are told, in the order of `SIGNALS`; names of older versions are not. */
export function toldSignals(noted: readonly string[]): ToldSignal[] {
  return SIGNALS.filter(
    (signal): signal is ToldSignal => signal !== 'presentation_attack_suspected' && noted.includes(signal),
  );
}

/** A person's own comparisons that are still kept, newest first. */
export async function recentComparisons(userId: string, now: Date): Promise<PastComparison[]> {
  return listScores(await storage(), userId, new Date(now.getTime() - RETENTION.history));
}
