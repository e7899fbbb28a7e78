import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { type Storage, storage } from '@/lib/storage/storage';
import { openSession, type TicketBearer } from './open-session';
import { isSecureSite, sessionCookieName } from './session-cookie';
import { tokenSecret } from './token-secret';

declare module 'next-auth' {
  interface User {
    sid: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
  }
}

/** The options of next-auth for one request to this process. */
export async function nextAuthOptions(bearer: TicketBearer): Promise<NextAuthOptions> {
  return optionsAt(env().NEXTAUTH_URL, await storage(), bearer);
}

/**
 * The options of next-auth at a site: one Credentials provider that redeems a ticket. It never sees media. The token that it
 * makes says nothing but which session it is of.
 */
export function optionsAt(site: string | undefined, storage: Storage, bearer: TicketBearer): NextAuthOptions {
  const secure = isSecureSite(site);
  const maxAge = storage.sessionLimits.absoluteMs / 1000;
  return {
    secret: tokenSecret(storage),
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    cookies: {
      sessionToken: { name: sessionCookieName(site), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/log_in', signOut: '/logout', error: '/log_in' },
    providers: [
      Credentials({
        credentials: { ticket: {} },
        authorize: async (credentials) => {
          const opened = await openSession(storage, credentials?.ticket, bearer, new Date());
          return opened && { id: opened.user.id, sid: opened.sid };
        },
      }),
    ],
    callbacks: { jwt: ({ token, user }) => (user ? { sid: user.sid } : token) },
  };
}
