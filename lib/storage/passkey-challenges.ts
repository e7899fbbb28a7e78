import { hashAddress } from './audit';
import type { PasskeyChallenge, PasskeyPurpose } from './generated/client';
import { secretHash } from './secret-hash';
import type { Storage } from './storage';

export type { PasskeyPurpose };

/** How long a challenge may be answered, in milliseconds. */
export const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** Challenges under way that one address may have: a page asks for one each time it is opened. */
const MOST_EACH = 200;

/** What a challenge is for, and whose answer it takes. */
export type ChallengeFor =
  | { purpose: 'registration'; userId: string; sessionHash: string }
  | { purpose: 'login' }
  | { purpose: 'second_step'; userId: string; sessionVersion: number; attemptId: string; amr: readonly string[] };

/** What was kept of it. */
export type OpenedChallenge = Pick<PasskeyChallenge, 'userId' | 'sessionHash' | 'sessionVersion' | 'amr'>;

/** Keeps the hash of a fresh challenge; false when the address has too many. */
export async function createChallenge(
  storage: Storage,
  challenge: string,
  what: ChallengeFor,
  address: string,
  now: Date,
): Promise<boolean> {
  const addressHash = hashAddress(storage, address);
  const where = { addressHash, expiresAt: { gt: now } };
  if ((await storage.prisma.passkeyChallenge.count({ where })) >= MOST_EACH) return false;
  const expiresAt = new Date(now.getTime() + CHALLENGE_LIFETIME_MS);
  const amr = what.purpose === 'second_step' ? [...what.amr] : [];
  await storage.prisma.passkeyChallenge.create({
    data: { ...what, amr, hash: secretHash(challenge), addressHash, expiresAt },
  });
  return true;
}

/** What a challenge is for, and uses it up in one statement: of many answers, one is looked at. Undefined where it is not open. */
export async function consumeChallenge(
  { prisma }: Storage,
  challenge: string,
  purpose: PasskeyPurpose,
  now: Date,
): Promise<OpenedChallenge | undefined> {
  const rows = await prisma.$queryRaw<OpenedChallenge[]>`
    DELETE FROM "PasskeyChallenge"
    WHERE "hash" = ${secretHash(challenge)} AND "purpose" = ${purpose}::"PasskeyPurpose" AND "expiresAt" > ${now}
    RETURNING "userId", "sessionHash", "sessionVersion", "amr"`;
  return rows[0];
}

/** Ends what a person was asked to sign. */
export async function deleteChallengesOf({ prisma }: Storage, userId: string): Promise<void> {
  await prisma.passkeyChallenge.deleteMany({ where: { userId } });
}

export async function deleteExpiredChallenges({ prisma }: Storage, now: Date): Promise<void> {
  await prisma.passkeyChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
}
