import { hkdfSync } from 'node:crypto';

/** A key of 32 bytes for one use of a secret; the keys of two uses tell nothing of each other: HKDF-SHA-256 (RFC 5869). */
export function derivedKey(secret: string | Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `open-sesame ${use}`, 32));
}
