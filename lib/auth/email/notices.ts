import type { AuthDeps } from '@/lib/auth/deps';
import { listOftenRefused, listRefused, openedBefore } from '@/lib/storage/audit';
import { listUntold, noteTold } from '@/lib/storage/email-addresses';
import { mayComeIn } from '@/lib/storage/users';
import type { Letter } from './mailer';

/** Refused log-ins that are worth a letter, and within what time; no more than one letter comes in that time. */
export const WORTH_A_LETTER = 3;
export const NOTICE_EVERY_MS = 24 * 60 * 60_000;

/** What a letter tells its reader. */
export interface NoticeOfTries {
  name: string;
  count: number;
  since: Date;
  /** Where the site is. */
  origin: string;
}

/** Says it in a language (BCP 47). */
export type NoticeWriter = (locale: string, notice: NoticeOfTries) => Omit<Letter, 'to'>;

type NoticeDeps = Pick<AuthDeps, 'storage' | 'now' | 'relyingParty' | 'mailer'>;

/**
 * Tells people by e-mail that others failed at their name: those with a confirmed address, once in 24 hours at most, of tries since they
 * last came in or answered for any. Apart from log-ins, so that no answer takes longer where somebody has an address.
 */
export async function tellOfTries(write: NoticeWriter, deps: NoticeDeps): Promise<void> {
  const { storage, mailer, relyingParty } = deps;
  if (!mailer) return;
  const now = deps.now();
  const dayAgo = new Date(now.getTime() - NOTICE_EVERY_MS);
  const tried = await listOftenRefused(storage, WORTH_A_LETTER, dayAgo);
  for (const { user, ...email } of await listUntold(storage, tried, dayAgo)) {
    if (!mayComeIn(user)) continue;
    const lastIn = await openedBefore(storage, user.id, now);
    const known = [dayAgo, lastIn, user.triesSeenAt].map((at) => at?.getTime() ?? 0);
    const refused = await listRefused(storage, user.id, new Date(Math.max(...known)));
    const first = refused.at(-1);
    if (!first || refused.length < WORTH_A_LETTER || !(await noteTold(storage, email, now))) continue;
    const notice = { name: user.name, count: refused.length, since: first.at, origin: relyingParty.origin };
    await mailer
      .send({ to: email.address, ...write(email.locale, notice) })
      .catch((error: Error) => console.error('a letter could not be sent:', error.name));
  }
}
