import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { PasskeyAssertion } from '@/lib/api/contract';
import { levelOf } from '@/lib/auth/assurance';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { knownDevice, letIn, type OnKnownDevice } from '@/lib/auth/known-device';
import type { Visitor } from '@/lib/auth/visitor';
import { type Failure, failure, type Result } from '@/lib/errors';
import { consumeChallenge } from '@/lib/storage/passkey-challenges';
import { findPasskey, listPasskeys } from '@/lib/storage/passkeys';
import { findAdmissibleById, type User } from '@/lib/storage/users';
import { challengeIn, newChallenge } from './challenge';
import { transportsOf } from './transports';
import { assertionProblem } from './verify';

type StepDeps = Pick<AuthDeps, 'storage' | 'now' | 'random' | 'relyingParty' | 'assurance'>;

/** What was recognised, and in which attempt. */
interface FirstStep {
  attemptId: string;
  amr: readonly string[];
  address: string;
}

/**
 * `passkey_asked`, with the passkey that is asked for after face and voice, where the policy wants both: a challenge, bound to the person, the attempt and
 * what was recognised, and no session yet. Undefined where nothing is missing, and for who has no passkey yet: their session is good for
 * adding one, and for nothing else (`standing.ts`).
 */
export async function askForPasskey(
  user: User,
  { attemptId, amr, address }: FirstStep,
  deps: StepDeps,
): Promise<Failure | undefined> {
  if (levelOf(amr, deps.assurance) !== 'half') return undefined;
  const passkeys = await listPasskeys(deps.storage, user.id);
  if (passkeys.length === 0) return undefined;
  const { id: userId, sessionVersion } = user;
  const what = { purpose: 'second_step' as const, userId, sessionVersion, attemptId, amr };
  const challenge = await newChallenge(what, address, deps);
  if (!challenge) return failure('too_many_attempts');
  const passkey = await generateAuthenticationOptions({
    rpID: deps.relyingParty.id,
    challenge,
    allowCredentials: passkeys.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    userVerification: 'required',
  });
  return { ...failure('passkey_asked'), passkey };
}

/** Ends a log-in that face and voice began: with a passkey of the same person, and a ticket for both. */
export async function completeWithPasskey(
  assertion: PasskeyAssertion,
  { address, browser, deviceCookie = '' }: Visitor,
  deps: StepDeps,
): Promise<Result<OnKnownDevice>> {
  const { storage, now } = deps;
  const challenge = challengeIn(assertion.response.clientDataJSON);
  const step = challenge === undefined ? undefined : await consumeChallenge(storage, challenge, 'second_step', now());
  const found = step && (await findPasskey(storage, assertion.id));
  const owner = step?.userId && (await findAdmissibleById(storage, step.userId));
  if (!challenge || step?.sessionVersion == null || !owner) return failure('attempt_ended');
  const { name } = owner;
  const device = knownDevice(deviceCookie, name, deps);
  const booking = await bookAttempt({ kind: 'passkey', name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const isOwn = found?.user.id === owner.id;
  const problem = found && isOwn ? await assertionProblem(assertion, found, challenge, deps) : 'unknown_passkey';
  const userId = owner.id;
  if (problem) {
    await settleAttempt(booked, { outcome: 'reject', reason: problem, userId, browser }, deps);
    return failure('not_recognised');
  }
  await settleAttempt(booked, { outcome: 'accept', reason: 'face_voice_and_passkey', userId, browser }, deps);
  // With the version of when face and voice were recognised: sessions that were ended meanwhile stay ended.
  return letIn({ ...owner, sessionVersion: step.sessionVersion }, [...step.amr, 'passkey'], deviceCookie, deps);
}
