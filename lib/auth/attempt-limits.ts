import type { Failure } from '@/lib/errors';
import type { StartLimit } from '@/lib/storage/attempts';

const MINUTE_MS = 60_000;

/** Captures that one sign-up or renewal may hand in: six at most are needed, the rest are repetitions. */
export const MAX_CAPTURES_PER_ENROLMENT = 40;

export const startLimit: StartLimit = { attempts: 120, windowMs: 3 * MINUTE_MS };

/** Too many attempts: says when the next one is allowed, in whole seconds from `now`. */
export function locked(until: Date, now: Date): Failure {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return { ok: false, code: 'too_many_attempts', retryAfterSeconds: Math.max(1, seconds) };
}
