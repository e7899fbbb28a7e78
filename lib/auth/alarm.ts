import type { Verdict } from '@/lib/decision/decide';
import { askOnceMore, clearAlarm, type User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** How long after the first of two log-ins the second may come, in milliseconds. */
const SECOND_WITHIN_MS = 10 * 60_000;

/**
 * The verdict on a log-in of somebody who said that a try was not theirs: from a device that is not known for them it has to be made
 * twice, within ten minutes. Then the alarm is over. Only who would be in hears of it.
 */
export async function afterAlarm<Issue extends string>(
  verdict: Verdict<Issue>,
  user: User | null,
  isKnownDevice: boolean,
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<Verdict<Issue>> {
  if (verdict.verdict !== 'accept' || !user?.alarmedAt || isKnownDevice) return verdict;
  const asked = user.alarmAskedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  if (now().getTime() - asked < SECOND_WITHIN_MS) {
    await clearAlarm(storage, user.id);
    return verdict;
  }
  await askOnceMore(storage, user.id, now());
  return { verdict: 'retry', reason: 'once_more' };
}
