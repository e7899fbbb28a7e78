import { answerTime } from '@/lib/auth/answer-time';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { knownDevice, letIn, type OnKnownDevice } from '@/lib/auth/known-device';
import { spendAllowance } from '@/lib/auth/spend-allowance';
import { newSecret } from '@/lib/auth/ticket';
import type { Visitor } from '@/lib/auth/visitor';
import { waysChanged } from '@/lib/auth/ways-changed';
import { failure, type Result } from '@/lib/errors';
import { mailLimits } from '@/lib/risk/limits/rules';
import {
  consumeEmailLink,
  createEmailLink,
  deleteEmail,
  type EmailPurpose,
  findEmail,
  setEmail,
} from '@/lib/storage/email-addresses';
import type { SessionHolder } from '@/lib/storage/sessions';
import { findAdmissible, findAdmissibleById, nameKey } from '@/lib/storage/users';
import type { Letter } from './mailer';

type LinkDeps = Pick<AuthDeps, 'storage' | 'now' | 'random' | 'timer' | 'relyingParty' | 'mailer'>;

/** Says in the reader's language what a link is for. */
export type Writer = (link: string) => Omit<Letter, 'to'>;

/** How long a link is good, in milliseconds. */
export const LINK_LIFETIME_MS = 15 * 60_000;

/** Where links lead; the secret stands behind the `#`, which browsers send nowhere. */
const PATHS: Record<EmailPurpose, string> = { confirm: '/account/email', login: '/log_in/link' };

/**
 * Sends a link to an address that a person wants to be reached at. The address is theirs once they follow it. `method_not_allowed` without
 * a mail server, `unavailable` where it does not take the letter.
 */
export async function addEmail(
  { user }: SessionHolder,
  { address, from }: { address: string; from: string },
  write: Writer,
  deps: LinkDeps,
): Promise<Result> {
  if (!deps.mailer) return failure('method_not_allowed');
  if (!(await maySend(user.name, from, deps))) return failure('too_many_attempts');
  const letter = await newLink(user.id, 'confirm', address, write, deps);
  try {
    await deps.mailer.send(letter);
  } catch (error) {
    console.error('a letter could not be sent:', (error as Error).name);
    return failure('unavailable');
  }
  return { ok: true };
}

/**
 * Makes the address that a link was sent to the person's, for letters in the language of `locale` (BCP 47); other sessions end.
 * `attempt_ended` for a link that is not theirs, or not open.
 */
export async function confirmEmail(
  { user, session }: SessionHolder,
  { secret, locale }: { secret: string; locale: string },
  deps: LinkDeps,
): Promise<Result> {
  const { storage, now } = deps;
  const link = await consumeEmailLink(storage, secret, 'confirm', now());
  if (link?.userId !== user.id) return failure('attempt_ended');
  await setEmail(storage, { userId: user.id, address: link.address, locale, confirmedAt: now() });
  await waysChanged(session, 'e-mail confirmed', deps);
  return { ok: true };
}

/** Forgets the address of a person; other sessions end. Harmless where there is none. */
export async function removeEmail({ user, session }: SessionHolder, deps: LinkDeps): Promise<Result> {
  if (await deleteEmail(deps.storage, user.id)) await waysChanged(session, 'e-mail removed', deps);
  return { ok: true };
}

/**
 * Sends a link to the person of a name, if there is one and they have an address. The answer is the same for every name, and comes in the
 * same time; the letter goes out afterwards.
 */
export async function sendLogInLink(name: string, from: string, write: Writer, deps: LinkDeps): Promise<Result> {
  const { storage, mailer } = deps;
  if (!mailer) return failure('method_not_allowed');
  if (!(await maySend(name, from, deps))) return failure('too_many_attempts');
  const answer = answerTime(deps.timer);
  answer.nameMatters();
  const user = await findAdmissible(storage, name);
  const email = user && (await findEmail(storage, user.id));
  if (email) {
    const letter = await newLink(email.userId, 'login', email.address, write, deps);
    void mailer.send(letter).catch((error: Error) => console.error('a letter could not be sent:', error.name));
  }
  await answer.come();
  return { ok: true };
}

/** Uses a link up and answers with a ticket for a session that may add a way in, and do nothing else. */
export async function logInWithLink(
  secret: string,
  { address, browser, deviceCookie = '' }: Visitor,
  deps: LinkDeps,
): Promise<Result<OnKnownDevice>> {
  const { storage, now } = deps;
  const link = await consumeEmailLink(storage, secret, 'login', now());
  const user = link && (await findAdmissibleById(storage, link.userId));
  // An address that was changed meanwhile opens nothing.
  if (!user || (await findEmail(storage, user.id))?.address !== link.address) return failure('attempt_ended');
  const { id: userId, name } = user;
  const device = knownDevice(deviceCookie, name, deps);
  const booking = await bookAttempt({ kind: 'code', name, address, device }, deps);
  if (!booking.ok) return booking;
  await settleAttempt(booking.booked, { outcome: 'accept', reason: 'email_link', userId, browser }, deps);
  return letIn(user, ['recovery'], deviceCookie, deps);
}

/** Whether one letter more may go out; if so it is counted. */
async function maySend(name: string, from: string, deps: LinkDeps): Promise<boolean> {
  return (await spendAllowance(mailLimits(nameKey(name), from), deps)).allowed;
}

async function newLink(
  userId: string,
  purpose: EmailPurpose,
  address: string,
  write: Writer,
  deps: LinkDeps,
): Promise<Letter> {
  const secret = newSecret(deps);
  const expiresAt = new Date(deps.now().getTime() + LINK_LIFETIME_MS);
  await createEmailLink(deps.storage, secret, { userId, purpose, address, expiresAt });
  return { to: address, ...write(`${deps.relyingParty.origin}${PATHS[purpose]}#${secret}`) };
}
