import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { PasskeyCreation, PasskeyRegistration } from '@/lib/api/contract';
import type { AuthDeps } from '@/lib/auth/deps';
import { waysChanged } from '@/lib/auth/ways-changed';
import { failure, type Result } from '@/lib/errors';
import { consumeChallenge } from '@/lib/storage/passkey-challenges';
import { createPasskey, listPasskeys } from '@/lib/storage/passkeys';
import { noteMethod, type SessionHolder } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';
import { challengeIn, newChallenge } from './challenge';
import { transportsOf } from './transports';

type RegisterDeps = Pick<AuthDeps, 'storage' | 'now' | 'random' | 'relyingParty'>;

/** More than anybody has devices. */
export const MOST_PASSKEYS = 20;

/** EdDSA, ES256 and RS256 (RFC 9053 and RFC 8812): what authenticators have. */
const ALGORITHMS = [-8, -7, -257];

/**
 * What a browser needs to make a passkey: one that is found without a name, with the person verified by the authenticator, and without
 * a word about its make.
 */
export async function startRegistration(
  { user, session }: SessionHolder,
  address: string,
  deps: RegisterDeps,
): Promise<Result<{ options: PasskeyCreation }>> {
  const { storage, relyingParty } = deps;
  const passkeys = await listPasskeys(storage, user.id);
  if (passkeys.length >= MOST_PASSKEYS) return failure('passkey_refused');
  const what = { purpose: 'registration' as const, userId: user.id, sessionHash: session.hash };
  const challenge = await newChallenge(what, address, deps);
  if (!challenge) return failure('too_many_attempts');
  const options = await generateRegistrationOptions({
    rpID: relyingParty.id,
    rpName: relyingParty.name,
    userID: userHandle(user),
    userName: user.name,
    challenge,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return { ok: true, options };
}

/**
 * Keeps the passkey that a browser made for the session that asked; all other sessions end, and this one counts as opened by it too.
 * `attempt_ended` for a challenge that is not open, or another session's; `passkey_refused` for an answer that does not hold.
 */
export async function finishRegistration(
  { user, session }: SessionHolder,
  { name, response }: PasskeyRegistration,
  deps: RegisterDeps,
): Promise<Result> {
  const { storage, relyingParty, now } = deps;
  const expectedChallenge = challengeIn(response.response.clientDataJSON);
  const open =
    expectedChallenge === undefined
      ? undefined
      : await consumeChallenge(storage, expectedChallenge, 'registration', now());
  if (!open || !expectedChallenge || open.userId !== user.id || open.sessionHash !== session.hash)
    return failure('attempt_ended');
  const transports = transportsOf(response.response.transports ?? []);
  const verified = await verifyRegistrationResponse({
    response: { ...response, response: { ...response.response, transports } },
    expectedChallenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined);
  if (!verified?.verified) return failure('passkey_refused');
  const { credential, credentialDeviceType, credentialBackedUp: backedUp } = verified.registrationInfo;
  const isKept = await createPasskey(storage, {
    id: credential.id,
    userId: user.id,
    publicKey: new Uint8Array(credential.publicKey),
    counter: BigInt(credential.counter),
    transports,
    backupEligible: credentialDeviceType === 'multiDevice',
    backedUp,
    name,
    createdAt: now(),
  });
  if (!isKept) return failure('passkey_refused');
  await noteMethod(storage, session.hash, 'passkey');
  await waysChanged(session, 'passkey added', deps);
  return { ok: true };
}

/** What an authenticator files a passkey under and gives back at a log-in: our id of the person, which is random. */
export function userHandle({ id }: Pick<User, 'id'>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(id));
}
