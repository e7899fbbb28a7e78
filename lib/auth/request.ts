import { headers } from 'next/headers';
import { ADDRESS_HEADER } from './address';

/** The address that the limits count for the request under way. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get(ADDRESS_HEADER) ?? 'unknown';
}
