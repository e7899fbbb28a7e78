import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth';

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
  if (!OPEN[request.method]?.includes(nextauth.join('/'))) return Response.json({ code: 'not_found' }, { status: 404 });
  return NextAuth(request, context, await nextAuthOptions());
}

export { handle as GET, handle as POST };
