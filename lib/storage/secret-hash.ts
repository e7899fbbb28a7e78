import { createHash } from 'node:crypto';

/** What a random secret is found by: a copy of the table opens nothing. For secrets of 128 bits and more, which nobody can try out. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
