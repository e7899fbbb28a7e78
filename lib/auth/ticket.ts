import type { Accepted } from '@/lib/api/contract';
import { failure, type Result } from '@/lib/errors';
import { createTicket } from '@/lib/storage/tickets';
import type { User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';

/** 128 random bits in hexadecimal: an attempt id or a ticket. */
export function newSecret({ random }: Pick<AuthDeps, 'random'>): string {
  return Buffer.from(random(16)).toString('hex');
}

/** The answer that lets a person in: a ticket, which next-auth takes once. `amr` says by what (RFC 8176): `face`, `voice`, `otp`. `attempt_ended` where they were deleted meanwhile. */
export async function admit(
  user: User,
  amr: readonly string[],
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<Result<Accepted>> {
  const ticket = newSecret(deps);
  const isKept = await createTicket(deps.storage, ticket, user, amr, deps.now());
  return isKept ? { ok: true, ticket } : failure('attempt_ended');
}
