import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { SesameError } from '@/lib/errors';

/*
 * A sealed record: 4 bytes "OS1\0", 8 bytes key id, 12 bytes nonce, 16 bytes tag, ciphertext.
 * AES-256-GCM (NIST SP 800-38D) with a random nonce: one key may seal 2^32 records.
 */
const MAGIC = Buffer.from('OS1\0', 'latin1');
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/** Names a key without telling it: the first 8 bytes of a hash of it. */
function keyId(key: Uint8Array): Buffer {
  return createHash('sha256').update('open-sesame key id').update(key).digest().subarray(0, KEY_ID_BYTES);
}

/** The same in hexadecimal. */
export function keyIdOf(key: Uint8Array): string {
  return keyId(key).toString('hex');
}

/** Which key a record says it is sealed with, or undefined for what is no record. Nothing is checked by it. */
export function sealedWith(sealed: Uint8Array): string | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  return bytes.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES).toString('hex');
}

/**
 * Encrypts and authenticates `plain` with a 32-byte key. `context` says what the record is and whose; it is not stored,
 * and a record opens only under the context it was sealed with, so that records cannot be swapped.
 */
export function seal(plain: Uint8Array, key: Uint8Array, context: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([MAGIC, keyId(key), nonce, cipher.getAuthTag(), body]));
}

/** Opens what `seal` made. Throws `storage_damaged` for another key, another context, or any changed byte. */
export function unseal(sealed: Uint8Array, key: Uint8Array, context: string): Uint8Array {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new SesameError('storage_damaged', { detail: `${context}: not a sealed record` });
  }
  const parts = bytes.subarray(MAGIC.length);
  if (!parts.subarray(0, KEY_ID_BYTES).equals(keyId(key))) {
    throw new SesameError('storage_damaged', { detail: `${context}: sealed with another key` });
  }
  const nonce = parts.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
  const tag = bytes.subarray(HEADER_BYTES - TAG_BYTES, HEADER_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SesameError('storage_damaged', { detail: `${context}: the sealed record was changed`, cause });
  }
}

/** Seals and opens with keys that nobody else gets to see. */
export interface Sealer {
  seal(plain: Uint8Array, context: string): Uint8Array<ArrayBuffer>;
  unseal(sealed: Uint8Array, context: string): Uint8Array;
  /** Whether a record was sealed with the key that seals now. */
  isCurrent(sealed: Uint8Array): boolean;
}

/** Seals with the first key, and opens with whichever the record names. Keys may come and go between two calls. */
export function sealer(keys: () => readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  return {
    seal: (plain, context) => seal(plain, keys()[0], context),
    unseal: (sealed, context) => {
      const id = sealedWith(sealed);
      const [first, ...others] = keys();
      return unseal(sealed, others.find((key) => keyIdOf(key) === id) ?? first, context);
    },
    isCurrent: (sealed) => sealedWith(sealed) === keyIdOf(keys()[0]),
  };
}
