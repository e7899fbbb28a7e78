import { recordAct } from '@/lib/storage/audit';
import { deleteChallengesOf } from '@/lib/storage/passkey-challenges';
import { endOtherSessions, type Session } from '@/lib/storage/sessions';
import type { AuthDeps } from './deps';

/** What changed about how a person gets in: in the audit trail. */
export type WayChange =
  | 'passkey added'
  | 'passkey removed'
  | 'recovery codes renewed'
  | 'e-mail confirmed'
  | 'e-mail removed';

/** Ends all other sessions of a person, and log-ins half done, because how they get in has changed; and writes so down. */
export async function waysChanged(
  session: Pick<Session, 'userId' | 'hash'>,
  change: WayChange,
  { storage, now }: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<void> {
  const { userId } = session;
  await deleteChallengesOf(storage, userId);
  await endOtherSessions(storage, session);
  await recordAct(storage, { kind: 'setting', outcome: 'accept', subject: 'ways in', reason: change, userId }, now());
}
