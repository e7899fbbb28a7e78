import type { ErrorCode, Failure } from '@/lib/errors';

export function failure(code: ErrorCode): Failure {
  return { ok: false, code };
}

/** Too many attempts: says when the next one is allowed, in whole seconds from `now`. */
export function locked(until: Date, now: Date): Failure {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return { ok: false, code: 'too_many_attempts', retryAfterSeconds: Math.max(1, seconds) };
}
