import { recordAct } from './audit';
import { removeBiometrics } from './forgetting';
import type { Storage } from './storage';
import type { User } from './users';

/**
 * Removes all that is kept of a person's face and voice, for good, and leaves the account: from then on a log-in by them is one at a
 * name that nobody has. Broken off anywhere it can be done again, and the sweep does.
 */
export async function withdrawConsent(storage: Storage, user: User, now: Date): Promise<void> {
  const { prisma } = storage;
  const nothing = { voiceModel: '', saidDigits: false, adaptive: false, adaptedAt: null, listedAt: null };
  const withdrawn = { ...nothing, voiceRenewedAt: null, faceRenewedAt: null, withdrawnAt: now };
  const write = () => prisma.user.updateMany({ where: { id: user.id }, data: withdrawn });
  // First: what the templates are missing for would be told as damage.
  await write();
  await removeBiometrics(storage, user, write());
  const act = { kind: 'setting', outcome: 'accept', subject: 'consent', reason: 'withdrawn' } as const;
  await recordAct(storage, { ...act, userId: user.id }, now);
}
