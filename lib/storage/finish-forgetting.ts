import { removePerson } from './delete-person';
import type { Storage } from './storage';
import { withdrawConsent } from './withdraw-consent';

/** Finishes the deletions and withdrawals that began before a date and were cut off. */
export async function finishForgetting(storage: Storage, before: Date, now: Date): Promise<void> {
  const { user: users } = storage.prisma;
  for (const user of await users.findMany({ where: { leavingAt: { lt: before } } }))
    await removePerson(storage, user, now);
  for (const user of await users.findMany({ where: { withdrawnAt: { lt: before } } }))
    if (await isSomethingKept(storage, user.id)) await withdrawConsent(storage, user, now);
}

/** Also what a log-in left that was under way. */
async function isSomethingKept({ prisma, templates }: Storage, userId: string): Promise<boolean> {
  const where = { userId };
  const kept = await Promise.all([
    prisma.dataKey.findFirst({ where }),
    prisma.replayPrint.findFirst({ where }),
    prisma.verificationScore.findFirst({ where }),
    prisma.loginSummary.findFirst({ where }),
  ]);
  return kept.some((row) => row !== null) || templates.has(userId);
}
