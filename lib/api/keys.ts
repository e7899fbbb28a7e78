import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([\w.~+/=!-]+)$/i;

/**
 * Whether a request carries one of the keys in `Authorization: Bearer KEY`; nowhere else is looked. All hashes (SHA-256) are
 * compared, each in constant time, so that time tells neither how much of a key is right nor which one it was.
 */
export function carriesKey(request: Request, hashes: readonly Uint8Array[]): boolean {
  const key = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key === undefined) return false;
  const given = createHash('sha256').update(key).digest();
  return hashes.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
}
