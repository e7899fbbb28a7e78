import { secretHash } from '@/lib/storage/secret-hash';
import type { SessionLimits } from '@/lib/storage/session-limits';
import type { Session } from '@/lib/storage/sessions';

/** How far the clock that stamped a session may be ahead of ours, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** An id as `startSession` makes it. */
const SESSION_ID = /^[\w-]{43}$/;

/** What a session token says. Its seal was whole, but an older version of us may have written it. */
export interface SessionClaims {
  /** The id of the session. */
  sid?: unknown;
}

/** The row of a person, as far as sessions go. */
export interface SessionHolder {
  id: string;
  /** Counts up when all sessions of the person are ended. */
  sessionVersion: number;
}

export type SessionRefusal =
  | 'no_token'
  | 'no_such_session'
  | 'no_such_person'
  | 'ended'
  | 'not_begun'
  | 'expired'
  | 'idle';

export type SessionCheck<Holder> = { ok: true; user: Holder; session: Session } | { ok: false; reason: SessionRefusal };

/** The id in a token, or undefined where it is none of ours. */
export function sessionIdIn(claims: SessionClaims | undefined): string | undefined {
  const sid = claims?.sid;
  return typeof sid === 'string' && SESSION_ID.test(sid) ? sid : undefined;
}

/**
 * Whether a session still counts: for pages, actions, routes and streams alike. A token says only which row to look at; the row and
 * its person's say whether it counts, so that what is ended is ended everywhere at once (OWASP ASVS 5.0, 7.3 and 7.4).
 *
 * @param claims undefined where there is no token, or none that is ours
 * @param session the row of `claims.sid`, null where there is none
 * @param user the row of the session's person, null where there is none
 */
export function checkSession<Holder extends SessionHolder>(
  claims: SessionClaims | undefined,
  session: Session | null,
  user: Holder | null,
  limits: SessionLimits,
  now: Date,
): SessionCheck<Holder> {
  const sid = sessionIdIn(claims);
  if (sid === undefined) return refused('no_token');
  if (session?.hash !== secretHash(sid)) return refused('no_such_session');
  if (user?.id !== session.userId) return refused('no_such_person');
  if (user.sessionVersion !== session.sessionVersion) return refused('ended');
  const age = now.getTime() - session.startedAt.getTime();
  if (age < -CLOCK_DIFFERENCE_MS) return refused('not_begun');
  if (!(age < limits.absoluteMs)) return refused('expired');
  if (!(now.getTime() - session.seenAt.getTime() < limits.idleMs)) return refused('idle');
  return { ok: true, user, session };
}

/** How long after it was opened a session may change ways in, export or delete (OWASP ASVS 5.0, 7.5), in milliseconds. */
const FRESH_MS = 5 * 60_000;

/** Whether the person proved who they are just now: a log-in opens a new session, so that its start is that moment. */
export function isFresh({ startedAt }: Pick<Session, 'startedAt'>, now: Date): boolean {
  return now.getTime() - startedAt.getTime() < FRESH_MS;
}

/** When a session ends if nothing more is asked for. */
export function sessionEnd({ startedAt, seenAt }: Session, { idleMs, absoluteMs }: SessionLimits): Date {
  return new Date(Math.min(startedAt.getTime() + absoluteMs, seenAt.getTime() + idleMs));
}

function refused(reason: SessionRefusal): { ok: false; reason: SessionRefusal } {
  return { ok: false, reason };
}
