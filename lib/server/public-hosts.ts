import type { IncomingHttpHeaders } from 'node:http';
import { type Env, siteOf } from '@/lib/env';

/** The addresses of the site; the first is the one in links. */
export type PublicUrls = readonly [string, ...string[]];

export function publicUrlsOf(configuration: Pick<Env, 'PUBLIC_URL' | 'NEXTAUTH_URL' | 'PORT'>): PublicUrls {
  return [siteOf(configuration), ...(configuration.PUBLIC_URL ?? []).slice(1)];
}

/** How people on the machine itself write its name; the port is no secret. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request asks for one of our hosts. Without `publicUrls` only the machine itself is asked for: then nothing that a
 * stranger writes into `Host` gets into a link, a redirect or a cache.
 */
export function isOurHost(host: string | undefined, publicUrls: readonly string[]): boolean {
  if (host === undefined) return false;
  return LOCAL.test(host) || publicUrls.some((url) => new URL(url).host === host.toLowerCase());
}

/**
 * Takes away what only a proxy may say about a request where no proxy is trusted: Next.js and next-auth believe these headers
 * whoever sent them.
 */
export function dropForwardedHeaders(headers: IncomingHttpHeaders, trustedProxies: number): void {
  if (trustedProxies > 0) return;
  for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']) delete headers[name];
}
