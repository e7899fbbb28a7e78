import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { PasskeyAssertion } from '@/lib/api/contract';
import type { AuthDeps } from '@/lib/auth/deps';
import { noteSignature, type Passkey } from '@/lib/storage/passkeys';

/** What is wrong with an assertion, for the audit trail; the caller is told nothing. */
export type AssertionProblem = 'passkey_invalid' | 'passkey_counter';

/**
 * Whether an assertion is this passkey's, over this challenge, made at this site by somebody whom the authenticator verified (WebAuthn
 * level 3, 7.2). A counter that does not go on tells of a copy: it is refused. Undefined where all holds; its counter is noted then.
 *
 * @param challenge that was used up for this answer
 */
export async function assertionProblem(
  assertion: PasskeyAssertion,
  passkey: Passkey,
  challenge: string,
  { storage, relyingParty, now }: Pick<AuthDeps, 'storage' | 'relyingParty' | 'now'>,
): Promise<AssertionProblem | undefined> {
  const verified = await verifyAuthenticationResponse({
    response: assertion,
    expectedChallenge: challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    // The counter is compared below, in the statement that writes it.
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return 'passkey_invalid';
  const { newCounter: counter, credentialBackedUp: backedUp } = verified.authenticationInfo;
  const isNoted = await noteSignature(storage, passkey.id, { counter, backedUp, at: now() });
  return isNoted ? undefined : 'passkey_counter';
}
