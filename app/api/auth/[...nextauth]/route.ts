import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth';
import { currentSession, requestToken } from '@/lib/auth/session';
import { requestVisitor } from '@/lib/server/visitor';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** As next-auth's own client sends it; other bodies would be read as JSON and fail inside. */
const FORM = 'application/x-www-form-urlencoded';

/** What signing in with a ticket asks for. All else that next-auth brings (pages, logging, log-out by its own form) is closed. */
const OPEN: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'session'],
  POST: ['callback/credentials'],
};

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  const asked = nextauth.join('/');
  if (!OPEN[request.method]?.includes(asked)) return Response.json({ code: 'not_found' }, { status: 404 });
  if (request.method === 'POST' && !request.headers.get('content-type')?.startsWith(FORM))
    return Response.json({ code: 'invalid_request' }, { status: 400 });
  // next-auth would answer from the token alone, and renew it at every look.
  if (asked === 'session') return Response.json(await currentSession(), { headers: { 'cache-control': 'no-store' } });
  return NextAuth(
    request,
    context,
    await nextAuthOptions({ ...(await requestVisitor()), token: await requestToken() }),
  );
}

export { handle as GET, handle as POST };
