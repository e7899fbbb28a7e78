import type { AuthDeps } from '@/lib/auth/deps';
import { failure, type Result } from '@/lib/errors';
import { recordAct } from '@/lib/storage/audit';
import {
  endOtherSessions,
  endOwnSession,
  listSessions,
  type Session,
  type SessionHolder,
} from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';

type SessionDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** One session, as its person sees it. */
export interface ShownSession extends Pick<Session, 'device' | 'addressPrefix' | 'startedAt' | 'seenAt'> {
  /** Says which; it opens nothing: a session's id cannot be found from its hash. */
  handle: string;
  /** Whether it is the one that asks. */
  isThis: boolean;
}

/** A person's sessions that still count: this one, then the others, the one seen last first. */
export async function ownSessions(
  { user, session }: SessionHolder,
  { storage, now }: SessionDeps,
): Promise<ShownSession[]> {
  const all = await listSessions(storage, user, now());
  const shown = all.map(({ hash, device, addressPrefix, startedAt, seenAt }) => {
    return { handle: hash, device, addressPrefix, startedAt, seenAt, isThis: hash === session.hash };
  });
  return shown.toSorted((a, b) => Number(b.isThis) - Number(a.isThis));
}

/** Ends one of a person's own sessions; `not_found` for anybody else's, and for one that is over. */
export async function endOneSession(
  { user }: SessionHolder,
  handle: string,
  { storage, now }: SessionDeps,
): Promise<Result> {
  if (!(await endOwnSession(storage, user.id, handle))) return failure('not_found');
  await recordEnd(user, 'by the person', { storage, now });
  return { ok: true };
}

/** Ends all of a person's sessions but this one. */
export async function endOthers(
  { session }: SessionHolder,
  { storage, now }: SessionDeps,
): Promise<Result<{ ended: number }>> {
  const ended = await endOtherSessions(storage, session);
  await recordEnd({ id: session.userId }, `all others: ${ended}`, { storage, now });
  return { ok: true, ended };
}

function recordEnd({ id: userId }: Pick<User, 'id'>, reason: string, { storage, now }: SessionDeps): Promise<void> {
  return recordAct(storage, { kind: 'session', outcome: 'accept', subject: 'ended', reason, userId }, now());
}
