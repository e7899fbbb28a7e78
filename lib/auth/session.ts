import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { env } from '@/lib/env';
import { failure, type Result } from '@/lib/errors';
import { storage } from '@/lib/storage/storage';
import type { User } from '@/lib/storage/users';
import { voiceModel } from '@/lib/voice/model';
import { isSessionCookie, sessionCookieName } from './session-cookie';
import { sessionOf } from './session-token';

/** Who is signed in, or undefined. */
export async function currentUser(): Promise<User | undefined> {
  // The build must not open the storage: it renders pages until they ask for a request.
  await connection();
  const cookie = (await cookies()).get(sessionCookieName(env().NEXTAUTH_URL));
  const session = await sessionOf(cookie?.value, await storage(), new Date());
  return session.ok ? session.user : undefined;
}

/** What a server action does for somebody who is signed in; `not_signed_in` for everybody else. */
export async function asCurrentUser<T>(action: (user: User) => Promise<Result<T>>): Promise<Result<T>> {
  const user = await currentUser();
  return user ? action(user) : failure('not_signed_in');
}

/** Ends the session of this browser. */
export async function endSession(): Promise<void> {
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
