import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { cookieIn, sessionCookieName } from '@/lib/auth/session-cookie';
import { seenSessionOf, sessionOf } from '@/lib/auth/session-token';
import { may, type Standing } from '@/lib/auth/standing';
import type { ErrorCode } from '@/lib/errors';
import type { Session } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';

/** Who opened a stream: a service with a key, which may ask about anybody, or a person, who may ask about themself. */
export type Caller = { kind: 'service'; id: string } | PersonCaller;

export interface PersonCaller {
  kind: 'person';
  id: string;
  user: User;
  /** Whether the session that opened the stream still counts. Asking does not prolong it. */
  isSignedIn(): Promise<boolean>;
}

/** What refuses an upgrade, with its HTTP status. */
export interface Refusal {
  status: 401 | 403;
  code: ErrorCode;
}

export interface CallerOptions {
  storage: Storage;
  /** The origins of the site's own pages. */
  origins: readonly string[];
  /** Whether an Authorization header carries one of our keys. */
  isApiKey(authorization: string): boolean;
  /** What a session is good for (`lib/auth/standing.ts`). */
  standing(who: { user: User; session: Session }): Promise<Standing>;
  now(): Date;
}

const NO_KEY: Refusal = { status: 401, code: 'invalid_api_key' };
const NOBODY: Refusal = { status: 401, code: 'not_signed_in' };
const FOREIGN: Refusal = { status: 403, code: 'invalid_request' };

/**
 * Who sends an upgrade request. Browsers send cookies to any site that a page of another names, and tell that page's origin
 * (RFC 6455, 10.2): a foreign origin is refused always, and a cookie counts with our own origin only.
 */
export async function identifyCaller(headers: IncomingHttpHeaders, options: CallerOptions): Promise<Caller | Refusal> {
  const { origin, authorization } = headers;
  if (origin !== undefined && !options.origins.includes(origin)) return FOREIGN;
  if (authorization !== undefined) return service(authorization, options) ?? NO_KEY;
  const token = cookieIn(headers.cookie ?? '', sessionCookieName(origin ?? options.origins[0]));
  const session = await seenSessionOf(token, options.storage, options.now());
  if (!session.ok || !may(await options.standing(session), 'use_account')) return NOBODY;
  if (origin === undefined) return FOREIGN;
  const isSignedIn = async (): Promise<boolean> => (await sessionOf(token, options.storage, options.now())).ok;
  return { kind: 'person', id: session.user.id, user: session.user, isSignedIn };
}

function service(authorization: string, { isApiKey }: CallerOptions): Caller | undefined {
  if (!isApiKey(authorization)) return undefined;
  const key = authorization.split(' ').at(-1) as string;
  return { kind: 'service', id: createHash('sha256').update(key).digest('hex') };
}
