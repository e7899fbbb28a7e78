import type { AuthDeps } from '@/lib/auth/deps';

/** 128 random bits in hexadecimal: an attempt id or a ticket. */
export function newSecret({ random }: Pick<AuthDeps, 'random'>): string {
  return Buffer.from(random(16)).toString('hex');
}
