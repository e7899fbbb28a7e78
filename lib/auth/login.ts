import type { LoginChallenge, LoginUpload } from '@/lib/api/contract';
import { asSesameError, type Failure, failure, type Result } from '@/lib/errors';
import { drawChallenge } from '@/lib/liveness/challenge/challenge';
import { type Attempt, consumeAttempt, deleteAttempt } from '@/lib/storage/attempts';
import { removeCapture } from '@/lib/storage/capture-folders';
import { RETENTION } from '@/lib/storage/retention';
import { nameKey, noteVoiceModel } from '@/lib/storage/users';
import { type AnswerTime, answerTime } from './answer-time';
import { assessLogin, type LoginAssessment } from './assess-login';
import { attemptLock, bookAttempt, settleAttempt } from './book-attempt';
import type { AuthDeps } from './deps';
import { knownDevice, letIn, type OnKnownDevice } from './known-device';
import { openAttempt } from './open-attempt';
import { askForPasskey } from './passkeys/second-step';
import { recordLogin } from './record-login';
import type { Visitor } from './visitor';

/** Opens a log-in with a challenge. Known and unknown names get the same answer. */
export async function startLogin(
  name: string,
  address: string,
  deps: AuthDeps,
  deviceCookie = '',
): Promise<Result<LoginChallenge>> {
  const device = knownDevice(deviceCookie, name, deps);
  const lock = await attemptLock({ kind: 'login', name, address, device }, deps);
  if (lock) return lock;
  const { mode, level } = deps.liveness;
  const challenge = drawChallenge(level, deps.random);
  const opening = {
    kind: 'login' as const,
    name,
    // The voice is heard in any case; nobody turns for what nobody looks at.
    steps: mode === 'off' ? challenge.filter(({ kind }) => kind === 'say') : challenge,
    lifetimeMs: RETENTION.logIn,
  };
  // Those who use up what an address may open must not stand in the way of a known device behind it.
  const opened = await openAttempt(opening, device ? `a known device of ${nameKey(name)}` : address, deps);
  if (!opened.ok) return opened;
  const { id, expiresAt, steps } = opened.attempt;
  return { ok: true, attemptId: id, expiresAt: expiresAt.toISOString(), steps };
}

/**
 * Uses a log-in attempt up and answers with a ticket, or with one refusal that does not tell why.
 * Somebody whose voice cannot be compared any more comes in by their face and an operator's code; all that session can do is enrol the
 * voice again. Quality problems (`no_face`, `too_short`, ...) may be told: they are found before the name is looked up.
 * Throws `busy`, and what decoding throws for broken media.
 */
export async function logIn(upload: LoginUpload, visitor: Visitor, deps: AuthDeps): Promise<Result<OnKnownDevice>> {
  const answer = answerTime(deps.timer);
  try {
    return await deps.admission.run(() => logInOnce(upload, visitor, answer, deps));
  } finally {
    // Outside of the queue: who waits for the time of an answer takes nobody's place.
    await answer.come();
  }
}

async function logInOnce(
  upload: LoginUpload,
  visitor: Visitor,
  answer: AnswerTime,
  deps: AuthDeps,
): Promise<Result<OnKnownDevice>> {
  const attempt = await consumeAttempt(deps.storage, upload.attemptId, 'login', deps.now());
  if (!attempt) return failure('attempt_ended');
  try {
    return await logInBooked(attempt, upload, visitor, answer, deps);
  } finally {
    deps.ahead.forget(attempt.id);
    await removeCapture(deps.storage.tmpDir, attempt.id);
    await deleteAttempt(deps.storage, attempt.id);
  }
}

/** Books the attempt as a failure, and settles it when the capture has been looked at. */
async function logInBooked(
  attempt: Attempt,
  upload: LoginUpload,
  { address, browser, deviceCookie = '' }: Visitor,
  answer: AnswerTime,
  deps: AuthDeps,
): Promise<Result<OnKnownDevice>> {
  const { name } = attempt;
  const device = knownDevice(deviceCookie, name, deps);
  const booking = await bookAttempt({ kind: 'login', name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  try {
    const assessment = await assessLogin(
      attempt,
      upload,
      { browser, origin: booked.origin, isKnownDevice: device !== undefined },
      answer,
      deps,
    );
    const { user, verdict, signals } = assessment;
    const asked = await passkeyAsked(assessment, { attemptId: attempt.id, address }, deps);
    const end = asked
      ? { outcome: 'retry' as const, reason: asked.code }
      : { outcome: verdict.verdict, reason: user ? verdict.reason : 'unknown_name' };
    await settleAttempt(booked, { ...end, userId: user?.id, signals, browser }, deps);
    await recordLogin(assessment, deps);
    const told = asked ?? (await answerTo(assessment, deviceCookie, deps));
    return !told.ok && told.code === 'not_recognised' ? { ...told, triesLeft: booked.triesLeft } : told;
  } catch (error) {
    await settleAttempt(booked, { outcome: 'failure', reason: asSesameError(error)?.code ?? 'internal' }, deps);
    throw error;
  }
}

async function answerTo(
  { user, verdict, enrolled, compared }: LoginAssessment,
  deviceCookie: string,
  deps: AuthDeps,
): Promise<Result<OnKnownDevice>> {
  if (verdict.verdict === 'retry') return failure(verdict.reason);
  if (verdict.verdict === 'reject' || !user) return failure('not_recognised');
  // The template counts, not the row, which a crash may have left behind.
  const isRowBehind = user.voiceModel !== enrolled.voice.model;
  if (isRowBehind) await noteVoiceModel(deps.storage, user.id, enrolled.voice.model);
  return letIn(user, methodsOf(compared), deviceCookie, deps);
}

const methodsOf = ({ voiceModelGone }: LoginAssessment['compared']): string[] =>
  voiceModelGone ? ['face', 'otp'] : ['face', 'voice'];

/** Where the policy wants a passkey as well, what is answered to face and voice that were recognised. */
async function passkeyAsked(
  { user, verdict, compared }: LoginAssessment,
  where: { attemptId: string; address: string },
  deps: AuthDeps,
): Promise<Failure | undefined> {
  if (verdict.verdict !== 'accept' || !user) return undefined;
  return askForPasskey(user, { ...where, amr: methodsOf(compared) }, deps);
}
