import { addressPrefixes } from './address-prefixes';
import { allowance, countOf } from './allowance';
import { backoff } from './backoff';
import type { Limit } from './limit';
import { liftsRow, row } from './row';

const HOUR_MS = 60 * 60_000;

/** How much of everything the /48 of IPv6 has: it may be one customer, or a town. */
const WIDE = 4;

/** What is counted apart: sign-ups under a name that is taken leave its log-ins alone. */
export const kinds = ['login', 'enrolment', 'renewal', 'passkey', 'code'] as const;

/** Who asks, and for what. */
export interface Asker {
  kind: (typeof kinds)[number];
  /** What makes a name unique. */
  nameKey: string;
  /** As `lib/server/client-address.ts` gives it. */
  address: string;
  /** A device that logged in under this name before, or a person who is signed in. */
  device?: string | undefined;
  /** Whether the capture is evidence that somebody was there, and not a picture or a loudspeaker. */
  isLive: boolean;
}

/** One limit that an attempt counts for, and what its bucket is of. */
export interface Counted {
  of: readonly string[];
  limit: Limit;
  /** Whether its streak tells the first failure of a name from a network. */
  tellsFirst?: boolean;
}

/**
 * The limits that an attempt counts for. A known device has one of its own, so that nobody else's failures touch it; everybody
 * else shares those of the name and of the networks.
 */
export function limitsFor({ kind, nameKey, address, device, isLive }: Asker): Counted[] {
  const free = isLive ? 10 : 5;
  // Failures with face and voice do not close the other ways in, and getting in by one ends their row.
  const isOtherWay = kind === 'passkey' || kind === 'code';
  const rowOf: Omit<Counted, 'limit'> = { of: ['row', nameKey] };
  if (device !== undefined) {
    const own = { of: ['device', kind, device, nameKey], limit: backoff(free), tellsFirst: true };
    return kind === 'login' || isOtherWay ? [own, { ...rowOf, limit: liftsRow }] : [own];
  }
  const networks = networksOf(address);
  return [
    ...networks.map(({ prefix, size }) => ({
      of: ['name and network', kind, prefix, nameKey],
      limit: backoff(free * size),
      tellsFirst: size === 1,
    })),
    ...networks.map(({ prefix, size }) => ({ of: ['names', kind, prefix], limit: namesOf(size) })),
    { of: ['name', kind, nameKey], limit: nameADay },
    ...(kind === 'login' ? [{ ...rowOf, limit: row(isLive ? 100 : 50) }] : []),
    ...(isOtherWay ? [{ ...rowOf, limit: liftsRow }] : []),
  ];
}

/** The networks that an address is counted in, and how much each may do. */
function networksOf(address: string): { prefix: string; size: number }[] {
  const { narrow, wide } = addressPrefixes(address);
  return [{ prefix: narrow, size: 1 }, ...(wide ? [{ prefix: wide, size: WIDE }] : [])];
}

/**
 * A name by itself, for everybody but known devices. One unit an hour comes back, which is what one network can use at most once its
 * delays are longest: one network alone never takes the name from the others.
 */
const nameADay = countOf({ capacity: 24, refillMs: HOUR_MS });

/**
 * The limits on telling somebody that they have signed up already: two a day, for a network and for a name. Whoever has a person's
 * photographs and recordings cannot ask under many names, nor from many networks, where that person is registered.
 */
export function tellingLimits(nameKey: string, address: string): Counted[] {
  return [
    ...networksOf(address).map(({ prefix, size }) => ({ of: ['told', 'network', prefix], limit: tellings(size) })),
    { of: ['told', 'name', nameKey], limit: tellings(1) },
  ];
}

/** The limit on names that somebody may try to take when they change theirs: whether a name is taken is told to nobody else. */
export function renameLimits(userId: string): Counted[] {
  const limit = countOf({ capacity: 5, refillMs: 24 * HOUR_MS });
  return [{ of: ['rename', userId], limit }];
}

/** What counts for a name wherever it is tried from: gone with the person, so that the name is free again. */
export function bucketsOfName(nameKey: string): string[][] {
  const apart = ['told', 'mail'].map((what) => [what, 'name', nameKey]);
  return [['row', nameKey], ...apart, ...kinds.map((kind) => ['name', kind, nameKey])];
}

function tellings(size: number): Limit {
  return countOf({ capacity: 2 * size, refillMs: (24 * HOUR_MS) / size });
}

/** Letters with a link: three an hour under a name, from wherever they are asked for, and ten from a network, so that nobody's mailbox is filled. */
export function mailLimits(nameKey: string, address: string): Counted[] {
  return [
    ...networksOf(address).map(({ prefix, size }) => ({ of: ['mail', 'network', prefix], limit: letters(10 * size) })),
    { of: ['mail', 'name', nameKey], limit: letters(3) },
  ];
}

function letters(capacity: number): Limit {
  return countOf({ capacity, refillMs: HOUR_MS / capacity });
}

/** How many names may fail from one network: thirty at once, and five more an hour. Another try at the same name costs a part. */
function namesOf(size: number): Limit {
  return allowance({
    capacity: 30 * size,
    refillMs: HOUR_MS / (5 * size),
    cost: ({ isFirst }) => (isFirst ? 1 : 0.25),
    unjudgedCost: 0.05,
  });
}
