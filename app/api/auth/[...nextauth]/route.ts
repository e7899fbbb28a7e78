import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth';
import { currentSession, requestToken } from '@/lib/auth/session';
import { requestVisitor } from '@/lib/server/visitor';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** What signing in with a ticket asks for. All else that next-auth brings (pages, logging, log-out by its own form) is closed. */
const OPEN: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'session'],
  POST: ['callback/credentials'],
};

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  const asked = nextauth.join('/');
  if (!OPEN[request.method]?.includes(asked)) return Response.json({ code: 'not_found' }, { status: 404 });
  // next-auth would answer from the token alone, and renew it at every look.
  if (asked === 'session') return Response.json(await currentSession(), { headers: { 'cache-control': 'no-store' } });
  return NextAuth(
    request,
    context,
    await nextAuthOptions({ ...(await requestVisitor()), token: await requestToken() }),
  );
}

export { handle as GET, handle as POST };
