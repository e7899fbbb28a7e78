import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([\w.~+/=!-]+)$/i;

/**
 * Whether a request carries one of the keys in `Authorization: Bearer KEY`; nowhere else is looked. All hashes (SHA-256) are
 * compared, each in constant time, so that time tells neither how much of a key is right nor which one it was.
 */
export function carriesKey(request: Request, hashes: readonly Uint8Array[]): boolean {
  const given = givenKeyHash(request);
  if (given === undefined) return false;
  return hashes.reduce((found, hash) => timingSafeEqual(hash, given) || found, false);
}

/** SHA-256 of the key that a request carries, whatever it is worth. */
export function givenKeyHash(request: Request): Uint8Array | undefined {
  const key = BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
  return key === undefined ? undefined : new Uint8Array(createHash('sha256').update(key).digest());
}
