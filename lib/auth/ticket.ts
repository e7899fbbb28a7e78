import type { Accepted } from '@/lib/api/contract';
import { createTicket } from '@/lib/storage/tickets';
import type { User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** 128 random bits in hexadecimal: an attempt id or a ticket. */
export function newSecret({ random }: Pick<AuthDeps, 'random'>): string {
  return Buffer.from(random(16)).toString('hex');
}

/** The answer that lets a person in: a ticket, which next-auth takes once. `amr` says by what (RFC 8176): `face`, `voice`, `otp`. */
export async function admit(
  user: User,
  amr: readonly string[],
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<{ ok: true } & Accepted> {
  const ticket = newSecret(deps);
  await createTicket(deps.storage, ticket, user, amr, deps.now());
  return { ok: true, ticket };
}
