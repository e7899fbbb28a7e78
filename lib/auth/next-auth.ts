import type { NextAuthOptions, Session, User as SessionUser } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { type Storage, storage } from '@/lib/storage/storage';
import { redeemTicket } from '@/lib/storage/tickets';
import { findUserById } from '@/lib/storage/users';
import { SESSION_SECONDS } from './session-check';
import { isSecureSite, sessionCookieName } from './session-cookie';
import { sessionOfClaims } from './session-token';

declare module 'next-auth' {
  interface User {
    sessionVersion: number;
  }
  interface Session {
    userId: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sessionVersion?: number;
    startedAt?: number;
  }
}

const TICKET = /^[0-9a-f]{32}$/;

/** The options of next-auth in this process. */
export async function nextAuthOptions(): Promise<NextAuthOptions> {
  return optionsAt(env().NEXTAUTH_URL, await storage());
}

/**
 * The options of next-auth at a site: one Credentials provider that redeems a ticket. It never sees media. Who asks it for the
 * session is told nothing of one that no longer counts.
 */
export function optionsAt(site: string | undefined, storage: Storage): NextAuthOptions {
  const secure = isSecureSite(site);
  return {
    secret: storage.sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: { name: sessionCookieName(site), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/log_in', signOut: '/logout', error: '/log_in' },
    providers: [
      Credentials({
        credentials: { ticket: {} },
        authorize: (credentials) => authorize(storage, credentials?.ticket, new Date()),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sessionVersion: user.sessionVersion, startedAt: Date.now() } : token,
      session: async ({ session: { expires }, token }) => {
        const checked = await sessionOfClaims(token, storage, new Date());
        return checked.ok ? { expires, userId: checked.user.id } : ({} as Session);
      },
    },
  };
}

/** The person whose ticket this is, or null. Of many redemptions of one ticket, one succeeds. */
export async function authorize(storage: Storage, ticket: unknown, now: Date): Promise<SessionUser | null> {
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) return null;
  const holder = await redeemTicket(storage, ticket, now);
  const user = holder && (await findUserById(storage, holder.userId));
  // The ticket's version: sessions that were ended meanwhile stay ended.
  return user ? { id: user.id, name: user.name, sessionVersion: holder.sessionVersion } : null;
}
