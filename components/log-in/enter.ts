import { signInWithTicket } from '@/components/account/sign-in-with-ticket';
import type { Accepted, Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** Opens the session of an answer and goes on to a page; otherwise why not. */
export async function enter(answer: Promise<Result<Accepted>>, path: string): Promise<ErrorCode | undefined> {
  const result = await answer.catch((): Result<Accepted> => ({ ok: false, code: 'unavailable' }));
  if (!result.ok) return result.code;
  if (!(await signInWithTicket(result.ticket).catch(() => false))) return 'internal';
  window.location.assign(path);
  return undefined;
}
