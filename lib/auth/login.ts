import type { Accepted, LoginChallenge, LoginUpload } from '@/lib/api/contract';
import { asSesameError, failure, type Result } from '@/lib/errors';
import { type Attempt, consumeAttempt, deleteAttempt } from '@/lib/storage/attempts';
import { attemptLock, reserveAttempt, settleAttempt } from '@/lib/storage/audit';
import { removeCapture } from '@/lib/storage/capture-folders';
import { noteVoiceModel } from '@/lib/storage/users';
import { assessLogin, type LoginAssessment } from './assess-login';
import { attemptLimit, LOGIN_LIFETIME_MS, locked } from './attempt-limits';
import type { AuthDeps } from './deps';
import { openAttempt } from './open-attempt';
import { recordLogin } from './record-login';
import { admit } from './ticket';

/** Who asks: what the limits count, and what a person is told of their own log-ins. */
export interface Visitor {
  address: string;
  browser: string;
}

/** Opens a log-in with a sentence to say. Known and unknown names get the same answer. */
export async function startLogin(name: string, address: string, deps: AuthDeps): Promise<Result<LoginChallenge>> {
  const now = deps.now();
  const lockedUntil = await attemptLock(deps.storage, { name, address }, attemptLimit, now);
  if (lockedUntil) return locked(lockedUntil, now);
  const opening = { kind: 'login' as const, name, sentences: 1, lifetimeMs: LOGIN_LIFETIME_MS };
  const opened = await openAttempt(opening, address, deps);
  if (!opened.ok) return opened;
  const { id, expiresAt, sentences } = opened.attempt;
  return { ok: true, attemptId: id, expiresAt: expiresAt.toISOString(), sentence: sentences[0] as string };
}

/**
 * Uses a log-in attempt up and answers with a ticket, or with one refusal that does not tell why.
 * Somebody whose voice was enrolled with another model comes in by a stricter look at the face; all that session can do is
 * enrol the voice again. Quality problems (`no_face`, `too_short`, ...) may be told: they are found before the name is looked up.
 * Throws `busy`, and what decoding throws for broken media.
 */
export function logIn(upload: LoginUpload, visitor: Visitor, deps: AuthDeps): Promise<Result<Accepted>> {
  return deps.admission.run(async () => {
    const attempt = await consumeAttempt(deps.storage, upload.attemptId, 'login', deps.now());
    if (!attempt) return failure('attempt_ended');
    try {
      return await logInBooked(attempt, upload, visitor, deps);
    } finally {
      await removeCapture(deps.storage.tmpDir, attempt.id);
      await deleteAttempt(deps.storage, attempt.id);
    }
  });
}

/** Books the attempt as a failure, and settles it when the capture has been looked at. */
async function logInBooked(
  attempt: Attempt,
  upload: LoginUpload,
  { address, browser }: Visitor,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  const now = deps.now();
  const booked = await reserveAttempt(deps.storage, 'login', { name: attempt.name, address }, attemptLimit, now);
  if (!booked.allowed) return locked(booked.retryAt, now);
  try {
    const assessment = await assessLogin(attempt, upload, browser, deps);
    const { user, verdict, signals } = assessment;
    const reason = user ? verdict.reason : 'unknown_name';
    await settleAttempt(deps.storage, booked.eventId, verdict.verdict, reason, user?.id, { signals, browser });
    if (user) await recordLogin(user, assessment, deps);
    return await answerTo(assessment, deps);
  } catch (error) {
    await settleAttempt(deps.storage, booked.eventId, 'failure', asSesameError(error)?.code ?? 'internal', undefined);
    throw error;
  }
}

async function answerTo(
  { user, verdict, enrolled, compared }: LoginAssessment,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  if (verdict.verdict === 'retry') return failure(verdict.reason);
  if (verdict.verdict === 'reject' || !user) return failure('not_recognised');
  // The template counts, not the row, which a crash may have left behind.
  const isRowBehind = user.voiceModel !== enrolled.voice.model;
  const noted = isRowBehind && (await noteVoiceModel(deps.storage, user, enrolled.voice.model));
  return admit(noted || user, compared.voiceModelChanged ? ['face'] : ['face', 'voice'], deps);
}
