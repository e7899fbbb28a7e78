import { headers } from 'next/headers';
import type { AuthDeps } from '@/lib/auth/deps';
import type { Visitor } from '@/lib/auth/login';
import { authDeps } from '@/lib/runtime/deps';
import { browserName } from './browser-name';
import { ADDRESS_HEADER } from './client-address';

/** The address that the limits count for the request under way. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get(ADDRESS_HEADER) ?? 'unknown';
}

/** Who sent the request under way. */
export async function requestVisitor(): Promise<Visitor> {
  return { address: await requestAddress(), browser: browserName((await headers()).get('user-agent')) };
}

/** What a flow needs that takes captures of the request under way; those of one address wait for each other. */
export async function captureDeps(kind: 'logIn' | 'signUp'): Promise<AuthDeps> {
  return authDeps({ kind, party: await requestAddress() });
}
