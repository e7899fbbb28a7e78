import type { AuditEvent } from '@/lib/storage/audit';

type Outcome = Pick<AuditEvent, 'at' | 'outcome' | 'reason' | 'signals'>;

export interface Count {
  what: string;
  count: number;
}

/** One day's log-ins. */
export interface Day {
  /** UTC, such as 2026-11-21. */
  day: string;
  accepted: number;
  all: number;
}

/** Log-ins and those accepted, a row a day that had any, in order. */
export function byDay(events: readonly Outcome[]): Day[] {
  const days = new Map<string, Day>();
  for (const { at, outcome } of events) {
    const day = at.toISOString().slice(0, 10);
    const row = days.get(day) ?? { day, accepted: 0, all: 0 };
    row.all += 1;
    if (outcome === 'accept') row.accepted += 1;
    days.set(day, row);
  }
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}

/** How often each text occurs, most frequent first. */
export function counted(texts: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count);
}
