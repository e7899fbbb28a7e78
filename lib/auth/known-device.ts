import { timingSafeEqual } from 'node:crypto';
import type { Accepted } from '@/lib/api/contract';
import type { Result } from '@/lib/errors';
import { keyedHash } from '@/lib/storage/audit';
import { RETENTION } from '@/lib/storage/retention';
import type { Storage } from '@/lib/storage/storage';
import { nameKey, type User } from '@/lib/storage/users';
import type { AuthDeps } from './deps';
import { isSecureSite } from './session-cookie';
import { admit, newSecret } from './ticket';

/** Names that one device is known for: a family's. */
const MOST_NAMES = 8;

const NAME = 'open-sesame-device';
const ENTRY = /^([0-9a-f]{32})\.(\d{1,12})\.([0-9a-f]{64})$/;

/** Somebody let in, and the cookie by which their device is known from now on: an HTTP answer keeps it out of reach of scripts. */
export interface OnKnownDevice extends Accepted {
  deviceCookie: string;
}

/** Lets a person in, on a device that is known for their name from now on. `attempt_ended` where they were deleted meanwhile. */
export async function letIn(
  user: User,
  amr: readonly string[],
  deviceCookie: string,
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): Promise<Result<OnKnownDevice>> {
  const accepted = await admit(user, amr, deps);
  return accepted.ok ? { ...accepted, deviceCookie: withKnownName(deviceCookie, user.name, deps) } : accepted;
}

/** The name of the cookie by which a device is known at a site. */
export function deviceCookieName(site: string | undefined): string {
  return isSecureSite(site) ? `__Host-${NAME}` : NAME;
}

/**
 * The device that a cookie says has logged in under a name, or undefined. The cookie opens nothing: it says whose failures count
 * together. It names nobody: an entry is bound to its name by a keyed hash.
 *
 * @param cookie its value, anything at all
 */
export function knownDevice(cookie: string, name: string, { storage, now }: DeviceDeps): string | undefined {
  const entry = entriesOf(cookie).find((each) => isOf(each, name, storage));
  const age = entry ? now().getTime() / 1000 - entry.since : Number.NaN;
  return age < RETENTION.deviceCookie / 1000 ? entry?.id : undefined;
}

/** The cookie of a device that has just logged in under a name; it stays known for the names it was. */
export function withKnownName(
  cookie: string,
  name: string,
  deps: Pick<AuthDeps, 'storage' | 'now' | 'random'>,
): string {
  const { storage, now } = deps;
  const id = knownDevice(cookie, name, deps) ?? newSecret(deps);
  const since = Math.floor(now().getTime() / 1000);
  const others = entriesOf(cookie).filter((entry) => !isOf(entry, name, storage));
  const all = [{ id, since, proof: proofOf({ id, since }, name, storage) }, ...others];
  return all
    .slice(0, MOST_NAMES)
    .map((entry) => `${entry.id}.${entry.since}.${entry.proof}`)
    .join('~');
}

type DeviceDeps = Pick<AuthDeps, 'storage' | 'now'>;

interface Entry {
  id: string;
  /** When the device logged in, in seconds since 1970. */
  since: number;
  proof: string;
}

function entriesOf(cookie: string): Entry[] {
  return cookie
    .split('~', MOST_NAMES)
    .map((text) => ENTRY.exec(text))
    .flatMap((match) => (match?.[1] && match[3] ? { id: match[1], since: Number(match[2]), proof: match[3] } : []));
}

function proofOf({ id, since }: Omit<Entry, 'proof'>, name: string, storage: Storage): string {
  return keyedHash(storage, 'device', `${id}.${since}.${nameKey(name)}`);
}

function isOf(entry: Entry, name: string, storage: Storage): boolean {
  return timingSafeEqual(Buffer.from(entry.proof), Buffer.from(proofOf(entry, name, storage)));
}
