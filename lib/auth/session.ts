import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { env } from '@/lib/env';
import { failure, type Result } from '@/lib/errors';
import type { SessionHolder } from '@/lib/storage/sessions';
import { storage } from '@/lib/storage/storage';
import { voiceModel } from '@/lib/voice/model';
import { type RenewalState, renewalState } from './renewal-state';
import { type SessionAnswer, sessionAnswer } from './session-answer';
import { isFresh } from './session-check';
import { isSessionCookie, sessionCookieName } from './session-cookie';
import { endSessionOf, seenSessionOf } from './session-token';
import { type Act, may, placeOf, type Standing, standingOf } from './standing';

/** The session token that came with the request, whatever it is worth. */
export async function requestToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName(env().NEXTAUTH_URL))?.value;
}

/** Somebody who is signed in, how, and what for. */
export interface SignedIn extends SessionHolder {
  standing: Exclude<Standing, 'none'>;
}

/** Who is signed in, or undefined. */
export async function currentUser(): Promise<SignedIn | undefined> {
  // The build must not open the storage: it renders pages until they ask for a request.
  await connection();
  const opened = await storage();
  const checked = await seenSessionOf(await requestToken(), opened, new Date());
  if (!checked.ok) return undefined;
  const { user, session } = checked;
  const { ASSURANCE: assurance, LIVENESS: mode } = env();
  const standing = await standingOf(checked, { storage: opened, assurance, liveness: { mode }, voiceModel });
  return standing === 'none' ? undefined : { user, session, standing };
}

/** What the browser is told of its session. */
export async function currentSession(): Promise<SessionAnswer> {
  return sessionAnswer(await requestToken(), await storage(), new Date());
}

/** What a server action does for somebody whose session is good for it; `not_signed_in` for everybody else. */
export async function asCurrentUser<T>(
  action: (who: SignedIn) => Promise<Result<T>>,
  act: Act = 'use_account',
): Promise<Result<T>> {
  const who = await currentUser();
  return who && may(who.standing, act) ? action(who) : failure('not_signed_in');
}

/** The same for what only somebody may do who logged in just now; `not_fresh` where that is longer ago. */
export async function asFreshUser<T>(
  action: (who: SignedIn) => Promise<Result<T>>,
  act: Act = 'use_account',
): Promise<Result<T>> {
  return asCurrentUser(async (who) => (isFreshNow(who) ? action(who) : failure('not_fresh')), act);
}

/** Who logged in just now and may do this; undefined for everybody else. */
export async function freshUser(act: Act): Promise<SignedIn | undefined> {
  const who = await currentUser();
  return who && may(who.standing, act) && isFreshNow(who) ? who : undefined;
}

/** Whether a person logged in just now. */
export function isFreshNow({ session }: Pick<SignedIn, 'session'>): boolean {
  return isFresh(session, new Date());
}

/** Ends the session of this browser, also for who copied its cookie. */
export async function endSession(): Promise<void> {
  await endSessionOf(await requestToken(), await storage(), new Date());
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (isSessionCookie(name)) jar.delete({ name, secure: name.startsWith('__') });
}

/**
 * Who is signed in; sends everybody else to log in, and back to `path` afterwards, and whose session is not good for this page to the
 * one that it is good for.
 */
export async function requireSignedIn(path: string, act: Act = 'use_account'): Promise<SignedIn> {
  const who = await currentUser();
  if (!who) redirect(`/log_in?from=${encodeURIComponent(path)}`);
  const { standing } = who;
  if (standing !== 'full' && !may(standing, act)) redirect(placeOf(standing));
  return who;
}

/** The same for the account; also sends whose voice was enrolled with another model to enrol it again, unless they put it off. */
export async function requireUser(path: string): Promise<SignedIn & { renewal: 'none' | 'postponed' }> {
  const who = await requireSignedIn(path);
  const renewal = await renewalOf(who);
  if (renewal === 'offered' || renewal === 'required') redirect('/renew_voice');
  return { ...who, renewal };
}

/** What is asked of somebody about their voice. */
export async function renewalOf({ user, session }: SessionHolder): Promise<RenewalState> {
  if (user.withdrawnAt) return 'none';
  return renewalState(user, session, (await voiceModel()).id, env().LIVENESS);
}
