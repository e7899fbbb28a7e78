import type { Verdict } from '@/lib/decision/decide';
import { listLogins } from '@/lib/storage/audit';
import type { User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** For how long it counts that somebody was asked once more, in milliseconds. */
const ASKED_MS = 10 * 60_000;

/**
 * Asks once more no more than once: who leaves it open a second time in a row is refused like a stranger, so that nobody comes in by many
 * tries that are each nearly good enough.
 */
export async function afterOnceMore<Issue extends string>(
  verdict: Verdict<Issue>,
  user: User | null,
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<Verdict<Issue>> {
  if (verdict.verdict !== 'retry' || verdict.reason !== 'once_more' || !user) return verdict;
  const [last] = await listLogins(storage, user.id, new Date(now().getTime() - ASKED_MS), 1);
  const isAskedAgain = last?.outcome === 'retry' && last.reason === 'once_more';
  return isAskedAgain ? { verdict: 'reject', reason: 'unclear_again' } : verdict;
}
