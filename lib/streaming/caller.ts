import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { decode } from 'next-auth/jwt';
import type { ErrorCode } from '@/lib/errors';
import type { Storage } from '@/lib/storage/storage';
import { findUserById, type User } from '@/lib/storage/users';

/** Who opened a stream: a service with a key, which may ask about anybody, or a person, who may ask about themself. */
export type Caller = { kind: 'service'; id: string } | { kind: 'person'; id: string; user: User };

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
  const user = await signedIn(headers.cookie ?? '', options.storage);
  if (!user) return NOBODY;
  return origin === undefined ? FOREIGN : { kind: 'person', id: user.id, user };
}

function service(authorization: string, { isApiKey }: CallerOptions): Caller | undefined {
  if (!isApiKey(authorization)) return undefined;
  const key = authorization.split(' ').at(-1) as string;
  return { kind: 'service', id: createHash('sha256').update(key).digest('hex') };
}

/** Reads the user again, as `currentUser` does: a JWT alone cannot be revoked. */
async function signedIn(cookies: string, storage: Storage): Promise<User | undefined> {
  const token = sessionToken(cookies);
  const session = token && (await decode({ token, secret: storage.sessionSecret }).catch(() => null));
  if (!session || typeof session.sub !== 'string') return undefined;
  const user = await findUserById(storage, session.sub);
  return user && user.sessionVersion === session.sessionVersion ? user : undefined;
}

/** The two names that next-auth gives its cookie, over HTTPS and without. */
const SESSION_COOKIES = ['__Secure-next-auth.session-token', 'next-auth.session-token'];

function sessionToken(cookies: string): string | undefined {
  const pairs = new Map(
    cookies.split(';').map((pair) => {
      const [name = '', value = ''] = pair.trim().split('=', 2);
      return [name, value];
    }),
  );
  return SESSION_COOKIES.map((name) => pairs.get(name)).find(Boolean);
}
