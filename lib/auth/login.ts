import type { AuthDeps } from '@/lib/auth/deps';
import { asSesameError, type Result } from '@/lib/errors';
import { chooseSentences } from '@/lib/liveness/sentences';
import { type Attempt, consumeAttempt, createAttempt, deleteAttempt } from '@/lib/storage/attempts';
import { attemptLock, reserveAttempt, settleAttempt } from '@/lib/storage/audit';
import { removeCapture } from '@/lib/storage/capture-folders';
import { createTicket } from '@/lib/storage/tickets';
import { noteVoiceModel } from '@/lib/storage/users';
import { assessLogin } from './assess-login';
import { attemptLimit, LOGIN_LIFETIME_MS, startLimit } from './attempt-limits';
import { failure, locked } from './failure';
import { recordLogin } from './record-login';
import { newSecret } from './secret';

export interface Challenge {
  attemptId: string;
  expiresAt: string;
  sentence: string;
}

export interface LoginCapture {
  attemptId: string;
  /** Camera burst: base64 data URLs. */
  frames: readonly string[];
  /** Base64 data URL. */
  recording: string;
}

/** Who asks: what the limits count, and what a person is told of their own log-ins. */
export interface Visitor {
  address: string;
  browser: string;
}

/** Opens a log-in with a sentence to say. Known and unknown names get the same answer. */
export async function startLogin(name: string, address: string, deps: AuthDeps): Promise<Result<Challenge>> {
  const now = deps.now();
  const lockedUntil = await attemptLock(deps.storage, { name, address }, attemptLimit, now);
  if (lockedUntil) return locked(lockedUntil, now);
  const sentences = chooseSentences(1, deps.random(2));
  const expiresAt = new Date(now.getTime() + LOGIN_LIFETIME_MS);
  const attempt = await createAttempt(
    deps.storage,
    { id: newSecret(deps), kind: 'login', name, sentences, createdAt: now, expiresAt },
    address,
    startLimit,
  );
  if (!attempt) return locked(new Date(now.getTime() + startLimit.windowMs), now);
  return { ok: true, attemptId: attempt.id, expiresAt: expiresAt.toISOString(), sentence: sentences[0] as string };
}

/**
 * Uses a log-in attempt up and answers with a ticket, or with one refusal that does not tell why.
 * Somebody whose voice was enrolled with another model comes in by a stricter look at the face; all that session can do is
 * enrol the voice again. Quality problems (`no_face`, `too_short`, ...) may be told: they are found before the name is looked up.
 * Throws `busy`, and what decoding throws for broken media.
 */
export function logIn(
  capture: LoginCapture,
  { address, browser }: Visitor,
  deps: AuthDeps,
): Promise<Result<{ ticket: string }>> {
  return deps.admission.run(async () => {
    const now = deps.now();
    const attempt = await consumeAttempt(deps.storage, capture.attemptId, 'login', now);
    if (!attempt) return failure('attempt_ended');
    try {
      return await judgeBooked(attempt, capture, address, browser, now, deps);
    } finally {
      await removeCapture(deps.storage.tmpDir, attempt.id);
      await deleteAttempt(deps.storage, attempt.id);
    }
  });
}

async function judgeBooked(
  attempt: Attempt,
  capture: LoginCapture,
  address: string,
  browser: string,
  now: Date,
  deps: AuthDeps,
): Promise<Result<{ ticket: string }>> {
  const who = { name: attempt.name, address };
  const booked = await reserveAttempt(deps.storage, 'login', who, attemptLimit, now);
  if (!booked.allowed) return locked(booked.retryAt, now);
  try {
    const { verdict, signals, user, enrolledModel, login } = await assessLogin(attempt, capture, browser, deps);
    const reason = user ? verdict.reason : 'unknown_name';
    await settleAttempt(deps.storage, booked.eventId, verdict.verdict, reason, user?.id, { signals, browser });
    if (login) await recordLogin(login, deps);
    if (verdict.verdict === 'retry') return failure(verdict.reason);
    if (verdict.verdict === 'reject' || !user) return failure('not_recognised');
    const noted = user.voiceModel !== enrolledModel && (await noteVoiceModel(deps.storage, user, enrolledModel));
    const ticket = newSecret(deps);
    await createTicket(deps.storage, ticket, noted || user, deps.now());
    return { ok: true, ticket };
  } catch (error) {
    await settleAttempt(deps.storage, booked.eventId, 'failure', asSesameError(error)?.code ?? 'internal', undefined);
    throw error;
  }
}
