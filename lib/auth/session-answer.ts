import type { Storage } from '@/lib/storage/storage';
import { sessionEnd } from './session-check';
import { sessionOf } from './session-token';

/** Whose session it is, and when it ends if nothing more is asked for; empty for nobody's. */
export type SessionAnswer = { userId: string; expires: string } | Record<string, never>;

/** What a browser is told of its session. It renews nothing: a page in the background that goes on asking keeps nobody signed in. */
export async function sessionAnswer(token: string | undefined, storage: Storage, now: Date): Promise<SessionAnswer> {
  const checked = await sessionOf(token, storage, now);
  if (!checked.ok) return {};
  const { user, session } = checked;
  return { userId: user.id, expires: sessionEnd(session, storage.sessionLimits).toISOString() };
}
