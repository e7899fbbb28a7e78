import { cookies, headers } from 'next/headers';
import type { AuthDeps } from '@/lib/auth/deps';
import { deviceCookieName } from '@/lib/auth/known-device';
import { knownLogIn } from '@/lib/auth/known-log-in';
import { isSecureSite } from '@/lib/auth/session-cookie';
import type { Visitor } from '@/lib/auth/visitor';
import { env } from '@/lib/env';
import type { Result } from '@/lib/errors';
import { authDeps } from '@/lib/runtime/deps';
import { RETENTION } from '@/lib/storage/retention';
import { browserName } from './browser-name';
import { ADDRESS_HEADER } from './client-address';

/** The address that the limits count for the request under way. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get(ADDRESS_HEADER) ?? 'unknown';
}

/** Who sent the request under way. */
export async function requestVisitor(): Promise<Visitor> {
  const { NEXTAUTH_URL } = env();
  return {
    address: await requestAddress(),
    browser: browserName((await headers()).get('user-agent')),
    deviceCookie: (await cookies()).get(deviceCookieName(NEXTAUTH_URL))?.value,
  };
}

/** What the page is told of somebody whose device is known from now on. The cookie goes where scripts do not see it. */
export async function keepDevice<Told extends { deviceCookie: string }>(
  result: Result<Told>,
): Promise<Result<Omit<Told, 'deviceCookie'>>> {
  if (!result.ok) return result;
  const { deviceCookie, ...told } = result;
  const { NEXTAUTH_URL } = env();
  (await cookies()).set(deviceCookieName(NEXTAUTH_URL), deviceCookie, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecureSite(NEXTAUTH_URL),
    maxAge: RETENTION.deviceCookie / 1000,
  });
  return { ...told, ok: true };
}

/** What a flow needs that takes captures for a sign-up; those of one address wait for each other. */
export async function captureDeps(): Promise<AuthDeps> {
  return authDeps({ kind: 'signUp', party: await requestAddress() });
}

/** What a log-in needs: as above, but for a device that is known for the name, which waits for nobody else behind its address. Looks `ahead` use up no captures. */
export async function logInDeps(
  attemptId: string,
  { address, deviceCookie }: Visitor,
  budget?: 'ahead',
): Promise<AuthDeps> {
  const knownAs = await knownLogIn(attemptId, deviceCookie, await authDeps());
  return authDeps({ kind: 'logIn', party: address, knownAs }, budget);
}
