import { decode } from 'next-auth/jwt';
import { recordAct } from '@/lib/storage/audit';
import { deleteSession, findSession, noteSeen } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { checkSession, type SessionCheck, type SessionClaims, sessionIdIn } from './session-check';
import { tokenSecret } from './token-secret';

/** Whose session a token opens. Looking does not prolong it. */
export async function sessionOf(token: string | undefined, storage: Storage, now: Date): Promise<SessionCheck<User>> {
  const claims = await claimsIn(token, storage);
  const id = sessionIdIn(claims);
  const row = id === undefined ? null : await findSession(storage, id);
  return checkSession(claims, row, row?.user ?? null, storage.sessionLimits, now);
}

/** The same for a request that a person made: it counts as a sign of life. */
export async function seenSessionOf(
  token: string | undefined,
  storage: Storage,
  now: Date,
): Promise<SessionCheck<User>> {
  const checked = await sessionOf(token, storage, now);
  if (checked.ok) await noteSeen(storage, checked.session, now);
  return checked;
}

/** Ends the session of a token for good, wherever copies of the token are. Harmless where there is none. */
export async function endSessionOf(token: string | undefined, storage: Storage, now: Date): Promise<void> {
  const id = sessionIdIn(await claimsIn(token, storage));
  const userId = id === undefined ? undefined : await deleteSession(storage, id);
  if (userId !== undefined)
    await recordAct(storage, { kind: 'session', outcome: 'accept', subject: 'ended', userId }, now);
}

async function claimsIn(token: string | undefined, storage: Storage): Promise<SessionClaims | undefined> {
  const claims = token ? await decode({ token, secret: tokenSecret(storage) }).catch(() => null) : null;
  return claims ?? undefined;
}
