import { answerTime } from '@/lib/auth/answer-time';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { knownDevice, letIn, type OnKnownDevice } from '@/lib/auth/known-device';
import { asCode } from '@/lib/auth/typed-code';
import type { Visitor } from '@/lib/auth/visitor';
import { failure, type Result } from '@/lib/errors';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { type CodeSource, findCode, spendCode } from '@/lib/storage/recovery-codes';
import { findAdmissible, type User } from '@/lib/storage/users';
import { isCode, selectorOf } from './recovery-code';

type RecoveryDeps = Pick<AuthDeps, 'storage' | 'now' | 'random' | 'timer'>;

const reasons: Record<CodeSource, string> = { person: 'recovery_code', operator: 'operator_code' };

/**
 * Uses a recovery code up and answers with a ticket for a session that may add a way in, and do nothing else. Unknown names and wrong
 * codes get one refusal, at one cost and in one time: a look for one row, one Argon2 verification.
 */
export async function logInWithCode(
  { name, code: typed }: { name: string; code: string },
  { address, browser, deviceCookie = '' }: Visitor,
  deps: RecoveryDeps,
): Promise<Result<OnKnownDevice>> {
  const device = knownDevice(deviceCookie, name, deps);
  const booking = await bookAttempt({ kind: 'code', name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const answer = answerTime(deps.timer);
  answer.nameMatters();
  try {
    const { user, source } = await spend(name, asCode(typed), deps);
    if (!user || !source) {
      const reason = user ? 'wrong_code' : 'unknown_name';
      await settleAttempt(booked, { outcome: 'reject', reason, userId: user?.id, browser }, deps);
      return failure('not_recognised');
    }
    await settleAttempt(booked, { outcome: 'accept', reason: reasons[source], userId: user.id, browser }, deps);
    return letIn(user, ['recovery'], deviceCookie, deps);
  } catch (error) {
    await settleAttempt(booked, { outcome: 'failure', reason: 'internal', browser }, deps);
    throw error;
  } finally {
    await answer.come();
  }
}

/** Whose name it is, and whose code was used up, where one was. */
async function spend(
  name: string,
  code: string,
  { storage, now }: RecoveryDeps,
): Promise<{ user: User | null; source?: CodeSource }> {
  const user = await findAdmissible(storage, name);
  const selector = selectorOf(storage, user?.id ?? DUMMY_USER_ID, code);
  const found = await findCode(storage, selector, now());
  const isRight = await isCode(code, found?.hash);
  const isSpent = isRight && (await spendCode(storage, selector, now()));
  return isSpent && found ? { user, source: found.source } : { user };
}
