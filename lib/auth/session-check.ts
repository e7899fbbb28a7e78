/** A session ends twelve hours after its log-in, in seconds. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** How far the clock that stamped a session may be ahead of ours, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** What a session token says. Its seal was whole, but an older version of us may have written it. */
export interface SessionClaims {
  /** The person's id. */
  sub?: unknown;
  sessionVersion?: unknown;
  /** When the person logged in, in milliseconds since 1970. */
  startedAt?: unknown;
}

/** The row of a person, as far as sessions go. */
export interface SessionHolder {
  id: string;
  /** Counts up when all sessions of the person are ended. */
  sessionVersion: number;
}

export type SessionRefusal = 'no_token' | 'no_such_person' | 'ended' | 'not_begun' | 'expired';

export type SessionCheck<Holder> = { ok: true; user: Holder } | { ok: false; reason: SessionRefusal };

/**
 * Whether a session still counts: for pages, actions, routes and streams alike. A token alone cannot be revoked, so that the person's row is
 * asked; and next-auth renews the token at every look at it, so that its own expiry never comes for somebody who keeps looking.
 *
 * @param claims undefined where there is no token, or none that is ours
 * @param user the row of `claims.sub`, null where there is none
 */
export function checkSession<Holder extends SessionHolder>(
  claims: SessionClaims | undefined,
  user: Holder | null,
  now: Date,
): SessionCheck<Holder> {
  if (!claims) return refused('no_token');
  if (!user || user.id !== claims.sub) return refused('no_such_person');
  if (user.sessionVersion !== claims.sessionVersion) return refused('ended');
  const age = typeof claims.startedAt === 'number' ? now.getTime() - claims.startedAt : Number.NaN;
  if (age < -CLOCK_DIFFERENCE_MS) return refused('not_begun');
  if (!(age < SESSION_SECONDS * 1000)) return refused('expired');
  return { ok: true, user };
}

function refused(reason: SessionRefusal): { ok: false; reason: SessionRefusal } {
  return { ok: false, reason };
}
