import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth';

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
  if (!OPEN[request.method]?.includes(nextauth.join('/'))) return Response.json({ code: 'not_found' }, { status: 404 });
  if (request.method === 'POST' && !request.headers.get('content-type')?.startsWith(FORM))
    return Response.json({ code: 'invalid_request' }, { status: 400 });
  return NextAuth(request, context, await nextAuthOptions());
}

export { handle as GET, handle as POST };
