import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { env } from '@/lib/env';
import { failure, type Result } from '@/lib/errors';
import { storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { voiceModel } from '@/lib/voice/model';
import { type SessionAnswer, sessionAnswer } from './session-answer';
import { isSessionCookie, sessionCookieName } from './session-cookie';
import { endSessionOf, seenSessionOf } from './session-token';

/** The session token that came with the request, whatever it is worth. */
export async function requestToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookieName(env().NEXTAUTH_URL))?.value;
}

/** Who is signed in, or undefined. */
export async function currentUser(): Promise<User | undefined> {
  // The build must not open the storage: it renders pages until they ask for a request.
  await connection();
  const session = await seenSessionOf(await requestToken(), await storage(), new Date());
  return session.ok ? session.user : undefined;
}

/** What the browser is told of its session. */
export async function currentSession(): Promise<SessionAnswer> {
  return sessionAnswer(await requestToken(), await storage(), new Date());
}

/** What a server action does for somebody who is signed in; `not_signed_in` for everybody else. */
export async function asCurrentUser<T>(action: (user: User) => Promise<Result<T>>): Promise<Result<T>> {
  const user = await currentUser();
  return user ? action(user) : failure('not_signed_in');
}

/** Ends the session of this browser, also for who copied its cookie. */
export async function endSession(): Promise<void> {
  await endSessionOf(await requestToken(), await storage(), new Date());
  const jar = await cookies();
  for (const { name } of jar.getAll()) if (isSessionCookie(name)) jar.delete({ name, secure: name.startsWith('__') });
}

/** Who is signed in; sends everybody else to log in, and back to `path` afterwards. For pages that need no voice. */
export async function requireSignedIn(path: string): Promise<User> {
  const user = await currentUser();
  if (!user) redirect(`/log_in?from=${encodeURIComponent(path)}`);
  return user;
}

/** The same; also sends whose voice was enrolled with another model to enrol it again. */
export async function requireUser(path: string): Promise<User> {
  const user = await requireSignedIn(path);
  if (await needsVoice(user)) redirect('/renew_voice');
  return user;
}

/** Whether the voice of a person has to be enrolled again, as far as their row knows. */
export async function needsVoice({ voiceModel: enrolled }: Pick<User, 'voiceModel'>): Promise<boolean> {
  return enrolled !== (await voiceModel()).id;
}
