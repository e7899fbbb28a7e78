import type { Env } from '@/lib/env';
import { publicUrlsOf } from './public-hosts';

const DAY_MS = 24 * 60 * 60_000;
/** Less than a year, as RFC 9116 recommends. */
const VALID_MS = 180 * DAY_MS;

/** Whom to tell of a weakness of this site (RFC 9116); undefined where the operator has named nobody. */
export function securityText(
  configuration: Pick<Env, 'SECURITY_CONTACT' | 'PUBLIC_URL' | 'NEXTAUTH_URL' | 'PORT'>,
  now: Date,
): string | undefined {
  const { SECURITY_CONTACT } = configuration;
  if (SECURITY_CONTACT === undefined) return undefined;
  const expires = new Date(Math.ceil((now.getTime() + VALID_MS) / DAY_MS) * DAY_MS);
  const canonical = new URL('/.well-known/security.txt', publicUrlsOf(configuration)[0]);
  return [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${canonical.href}`,
    '',
  ].join('\n');
}
