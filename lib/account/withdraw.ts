import type { AuthDeps } from '@/lib/auth/deps';
import { failure, type Result } from '@/lib/errors';
import type { SessionHolder } from '@/lib/storage/sessions';
import { withdrawConsent } from '@/lib/storage/withdraw-consent';
import { endOthers } from './sessions';

export interface WithdrawDeps extends Pick<AuthDeps, 'storage' | 'now'> {
  /** Whether a person can come in without their face and voice. */
  hasOtherWayIn(userId: string): Promise<boolean>;
}

/**
 * Takes the consent to face and voice back: what is kept of them goes for good, the account stays. `no_other_way_in` where nobody could
 * come in any more.
 */
export async function withdraw(who: SessionHolder, deps: WithdrawDeps): Promise<Result> {
  const { user } = who;
  if (user.withdrawnAt) return { ok: true };
  if (!(await deps.hasOtherWayIn(user.id))) return failure('no_other_way_in');
  await withdrawConsent(deps.storage, user, deps.now());
  return endOthers(who, deps);
}
