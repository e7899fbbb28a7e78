import { encode } from 'next-auth/jwt';
import { tokenSecret } from '@/lib/auth/token-secret';
import { type Session, startSession } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';

const MONTH_SECONDS = 30 * 24 * 3600;

/** Opens a session of a person and answers with its token, which is good for a month: what ends the session is never the token. */
export async function signInAs(
  user: Pick<User, 'id' | 'sessionVersion'>,
  storage: Storage,
  now: Date,
  change: Partial<Session> = {},
): Promise<string> {
  const { id: userId, sessionVersion } = user;
  const where = { device: 'Firefox on Linux', addressPrefix: '203.0.113.0/24' };
  const sid = await startSession(storage, { userId, sessionVersion, amr: ['face', 'voice'], ...where, ...change }, now);
  return sealToken({ sid }, storage);
}

/** A token as next-auth seals it, with claims of one's own. */
export function sealToken(
  token: Record<string, unknown>,
  storage: Pick<Storage, 'sessionSecret'>,
  maxAge = MONTH_SECONDS,
): Promise<string> {
  return encode({ token, secret: tokenSecret(storage), maxAge });
}
