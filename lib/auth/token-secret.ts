import { derivedKey } from '@/lib/storage/keys/derived-key';
import type { Storage } from '@/lib/storage/storage';

/** What next-auth encrypts session tokens with; all it gets of the session secret. */
export function tokenSecret({ sessionSecret }: Pick<Storage, 'sessionSecret'>): string {
  return Buffer.from(derivedKey(sessionSecret, 'session tokens')).toString('base64');
}
