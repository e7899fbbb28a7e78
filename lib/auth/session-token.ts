import { decode } from 'next-auth/jwt';
import type { Storage } from '@/lib/storage/storage';
import { findUserById, type User } from '@/lib/storage/users';
import { checkSession, type SessionCheck, type SessionClaims } from './session-check';

/** Whose session a token opens: reads the token, then the person's row, which alone can revoke it. */
export async function sessionOf(token: string | undefined, storage: Storage, now: Date): Promise<SessionCheck<User>> {
  const claims = token ? await decode({ token, secret: storage.sessionSecret }).catch(() => null) : null;
  return sessionOfClaims(claims ?? undefined, storage, now);
}

/** The same for the claims of a token that was read already. */
export async function sessionOfClaims(
  claims: SessionClaims | undefined,
  storage: Storage,
  now: Date,
): Promise<SessionCheck<User>> {
  const user = typeof claims?.sub === 'string' ? await findUserById(storage, claims.sub) : null;
  return checkSession(claims, user, now);
}
