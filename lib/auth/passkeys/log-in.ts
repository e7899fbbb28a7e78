import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { PasskeyAssertion, PasskeyRequest } from '@/lib/api/contract';
import { opensByPasskey } from '@/lib/auth/assurance';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { knownDevice, letIn, type OnKnownDevice } from '@/lib/auth/known-device';
import type { Visitor } from '@/lib/auth/visitor';
import { failure, type Result } from '@/lib/errors';
import { consumeChallenge } from '@/lib/storage/passkey-challenges';
import { findPasskey, type Passkey } from '@/lib/storage/passkeys';
import { mayComeIn, type User } from '@/lib/storage/users';
import { challengeIn, newChallenge } from './challenge';
import { userHandle } from './register';
import { type AssertionProblem, assertionProblem } from './verify';

type LogInDeps = Pick<AuthDeps, 'storage' | 'now' | 'random' | 'relyingParty' | 'assurance'>;

/**
 * What a browser asks its authenticators to sign. No passkey is named, whatever name was typed: the person picks one of their own, and
 * nobody learns who has any. `method_not_allowed` where a passkey is not enough.
 */
export async function startPasskeyLogIn(
  address: string,
  deps: LogInDeps,
): Promise<Result<{ options: PasskeyRequest }>> {
  if (!opensByPasskey(deps.assurance)) return failure('method_not_allowed');
  const challenge = await newChallenge({ purpose: 'login' }, address, deps);
  if (!challenge) return failure('too_many_attempts');
  const { id: rpID } = deps.relyingParty;
  return { ok: true, options: await generateAuthenticationOptions({ rpID, challenge, userVerification: 'required' }) };
}

/**
 * Uses a challenge up and answers with a ticket for the person whose passkey signed it, or with one refusal that does not tell why;
 * `attempt_ended` where the challenge is not open any more.
 */
export async function logInWithPasskey(
  assertion: PasskeyAssertion,
  { address, browser, deviceCookie = '' }: Visitor,
  deps: LogInDeps,
): Promise<Result<OnKnownDevice>> {
  if (!opensByPasskey(deps.assurance)) return failure('method_not_allowed');
  const known = await findPasskey(deps.storage, assertion.id);
  const found = known && mayComeIn(known.user) ? known : null;
  // What nobody is called: a try with a passkey of nobody's counts for its network.
  const name = found?.user.name ?? 'a passkey of nobody';
  const device = found ? knownDevice(deviceCookie, name, deps) : undefined;
  const booking = await bookAttempt({ kind: 'passkey', name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const problem = await problemWith(assertion, found, deps);
  const userId = found?.user.id;
  if (!found || problem) {
    await settleAttempt(booked, { outcome: 'reject', reason: problem, userId, browser }, deps);
    return failure(problem === 'challenge_over' ? 'attempt_ended' : 'not_recognised');
  }
  await settleAttempt(booked, { outcome: 'accept', reason: 'passkey', userId, browser }, deps);
  return letIn(found.user, ['passkey'], deviceCookie, deps);
}

type LogInProblem = AssertionProblem | 'challenge_over' | 'unknown_passkey';

async function problemWith(
  assertion: PasskeyAssertion,
  found: (Passkey & { user: User }) | null,
  deps: LogInDeps,
): Promise<LogInProblem | undefined> {
  const { clientDataJSON, userHandle: handle } = assertion.response;
  const challenge = challengeIn(clientDataJSON);
  const isOpen =
    challenge !== undefined && (await consumeChallenge(deps.storage, challenge, 'login', deps.now())) !== undefined;
  if (!isOpen) return 'challenge_over';
  if (!found) return 'unknown_passkey';
  // Where no name was typed, the authenticator says whose passkey it is (WebAuthn level 3, 7.2, step 6).
  if (handle !== Buffer.from(userHandle(found.user)).toString('base64url')) return 'unknown_passkey';
  return assertionProblem(assertion, found, challenge, deps);
}
