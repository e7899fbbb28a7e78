import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { env } from '@/lib/env';
import { failure, type Result } from '@/lib/errors';
import type { Session } from '@/lib/storage/sessions';
import { storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { voiceModel } from '@/lib/voice/model';
import { type RenewalState, renewalState } from './renewal-state';
import { type SessionAnswer, sessionAnswer } from './session-answer';
import { isFresh } from './session-check';
import { isSessionCookie, sessionCookieName } from './session-cookie';
import { endSessionOf, seenSessionOf } from './session-token';

/** The session token that came with the request, whatever it is worth. */
export async function requestToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName(env().NEXTAUTH_URL))?.value;
}

/** Somebody who is signed in, and how. */
export interface SignedIn {
  user: User;
  session: Session;
}

/** Who is signed in, or undefined. */
export async function currentUser(): Promise<SignedIn | undefined> {
  // The build must not open the storage: it renders pages until they ask for a request.
  await connection();
  const checked = await seenSessionOf(await requestToken(), await storage(), new Date());
  return checked.ok ? checked : undefined;
}

/** What the browser is told of its session. */
export async function currentSession(): Promise<SessionAnswer> {
  return sessionAnswer(await requestToken(), await storage(), new Date());
}

/** What a server action does for somebody who is signed in; `not_signed_in` for everybody else. */
export async function asCurrentUser<T>(action: (who: SignedIn) => Promise<Result<T>>): Promise<Result<T>> {
  const who = await currentUser();
  return who ? action(who) : failure('not_signed_in');
}

/** The same for what only somebody may do who logged in just now; `not_fresh` where that is longer ago. */
export async function asFreshUser<T>(action: (who: SignedIn) => Promise<Result<T>>): Promise<Result<T>> {
  return asCurrentUser(async (who) => (isFreshNow(who) ? action(who) : failure('not_fresh')));
}

/** The same for somebody who has to do nothing else first: who came in by a code may enrol their voice, and no more. */
export async function asOwner<T>(action: (who: SignedIn) => Promise<Result<T>>): Promise<Result<T>> {
  return asCurrentUser(async (who) => ((await renewalOf(who)) === 'required' ? failure('not_signed_in') : action(who)));
}

/** The same for what only somebody may do who logged in just now. */
export async function asFreshOwner<T>(action: (who: SignedIn) => Promise<Result<T>>): Promise<Result<T>> {
  return asOwner(async (who) => (isFreshNow(who) ? action(who) : failure('not_fresh')));
}

/** Whether a person logged in just now. */
export function isFreshNow({ session }: SignedIn): boolean {
  return isFresh(session, new Date());
}

/** Ends the session of this browser, also for who copied its cookie. */
export async function endSession(): Promise<void> {
  await endSessionOf(await requestToken(), await storage(), new Date());
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (isSessionCookie(name)) jar.delete({ name, secure: name.startsWith('__') });
}

/** Who is signed in; sends everybody else to log in, and back to `path` afterwards. For pages that need no voice. */
export async function requireSignedIn(path: string): Promise<SignedIn> {
  const who = await currentUser();
  if (!who) redirect(`/log_in?from=${encodeURIComponent(path)}`);
  return who;
}

/** The same; also sends whose voice was enrolled with another model to enrol it again, unless they put it off. */
export async function requireUser(path: string): Promise<SignedIn & { renewal: 'none' | 'postponed' }> {
  const who = await requireSignedIn(path);
  const renewal = await renewalOf(who);
  if (renewal === 'offered' || renewal === 'required') redirect('/renew_voice');
  return { ...who, renewal };
}

/** The same, except that who may put it off is not sent away: for what people do with their own account. */
export async function requireOwner(path: string): Promise<SignedIn> {
  const who = await requireSignedIn(path);
  if ((await renewalOf(who)) === 'required') redirect('/renew_voice');
  return who;
}

/** What is asked of somebody about their voice. */
export async function renewalOf({ user, session }: SignedIn): Promise<RenewalState> {
  if (user.withdrawnAt) return 'none';
  return renewalState(user, session, (await voiceModel()).id, env().LIVENESS);
}
