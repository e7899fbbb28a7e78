import { env } from '@/lib/env';
import { securityText } from '@/lib/server/security-text';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  const text = securityText(env(), new Date());
  if (text === undefined) return new Response('Not found\n', { status: 404 });
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
