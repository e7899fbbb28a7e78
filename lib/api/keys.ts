import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([\w.~+/=!-]+)$/i;

/**
 * The key that a request carries in `Authorization: Bearer KEY`, named by its hash in hexadecimal; undefined where it is none of
 * ours, and nowhere else is looked. All hashes (SHA-256) are compared, each in constant time, so that time tells neither how much
 * of a key is right nor which one it was.
 */
export function keyIn(request: Request, hashes: readonly Uint8Array[]): string | undefined {
  const key = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
  if (key === undefined) return undefined;
  const given = createHash('sha256').update(key).digest();
  const isOurs = hashes.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
  return isOurs ? given.toString('hex') : undefined;
}
