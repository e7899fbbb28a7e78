import type { NextAuthOptions, Session, User as SessionUser } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { type Storage, storage } from '@/lib/storage/storage';
import { redeemTicket } from '@/lib/storage/tickets';
import { findUserById } from '@/lib/storage/users';

declare module 'next-auth' {
  interface User {
    sessionVersion: number;
  }
  interface Session {
    userId: string;
    sessionVersion: number;
    /** When the person logged in, in milliseconds since 1970. */
    startedAt: number;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sessionVersion?: number;
    startedAt?: number;
  }
}

/** A session ends after twelve hours, in seconds. */
const SESSION_SECONDS = 12 * 60 * 60;

const TICKET = /^[0-9a-f]{32}$/;

/** The options of next-auth: one Credentials provider that redeems a ticket. It never sees media. */
export async function nextAuthOptions(): Promise<NextAuthOptions> {
  const opened = await storage();
  return {
    secret: opened.sessionSecret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/log_in', signOut: '/logout', error: '/log_in' },
    providers: [
      Credentials({
        credentials: { ticket: {} },
        authorize: (credentials) => authorize(opened, credentials?.ticket, new Date()),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sessionVersion: user.sessionVersion, startedAt: Date.now() } : token,
      session: ({ session, token }) => ({
        expires: session.expires,
        userId: token.sub ?? '',
        sessionVersion: token.sessionVersion ?? 0,
        startedAt: token.startedAt ?? 0,
      }),
    },
  };
}

/**
 * Whether a session still counts: not ended everywhere since (`sessionVersion`), and not older than twelve hours.
 * next-auth renews the cookie at every look at it, so its own expiry never comes for somebody who keeps looking.
 */
export function isCurrent(
  session: Pick<Session, 'sessionVersion' | 'startedAt'>,
  user: Pick<SessionUser, 'sessionVersion'>,
  now: Date,
): boolean {
  return session.sessionVersion === user.sessionVersion && now.getTime() - session.startedAt < SESSION_SECONDS * 1000;
}

/** The person whose ticket this is, or null. Of many redemptions of one ticket, one succeeds. */
export async function authorize(storage: Storage, ticket: unknown, now: Date): Promise<SessionUser | null> {
  if (typeof ticket !== 'string' || !TICKET.test(ticket)) return null;
  const holder = await redeemTicket(storage, ticket, now);
  const user = holder && (await findUserById(storage, holder.userId));
  // The ticket's version: sessions that were ended meanwhile stay ended.
  return user ? { id: user.id, name: user.name, sessionVersion: holder.sessionVersion } : null;
}
