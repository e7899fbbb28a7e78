import type { AuthDeps } from '@/lib/auth/deps';
import { type ChallengeFor, createChallenge } from '@/lib/storage/passkey-challenges';

/** Bytes of a challenge: WebAuthn level 3, 13.4.3, asks for 16 at least. */
const CHALLENGE_BYTES = 32;

/** A new challenge, kept; undefined when the address has too many under way. */
export async function newChallenge(
  what: ChallengeFor,
  address: string,
  { storage, now, random }: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(random(CHALLENGE_BYTES));
  const kept = await createChallenge(storage, asText(bytes), what, address, now());
  return kept ? bytes : undefined;
}

/** As a browser gives it back. */
function asText(challenge: Uint8Array): string {
  return Buffer.from(challenge).toString('base64url');
}

/** The challenge that a browser's answer says it is to; undefined for what is no answer. Nothing is checked yet. */
export function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}
