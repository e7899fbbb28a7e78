import { headers } from 'next/headers';
import { ADDRESS_HEADER } from './address';
import { browserName } from './browser';
import type { Visitor } from './login';

/** The address that the limits count for the request under way. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get(ADDRESS_HEADER) ?? 'unknown';
}

/** Who sent the request under way. */
export async function requestVisitor(): Promise<Visitor> {
  return { address: await requestAddress(), browser: browserName((await headers()).get('user-agent')) };
}
