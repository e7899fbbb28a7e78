import type { Storage } from './storage';
import { nameKey, type User } from './users';

/** What became of names: changed, as they were already, and nobody's. */
export interface ListingChange {
  changed: string[];
  unchanged: string[];
  unknown: string[];
}

/** Lets services find these people among others, from `now` on. */
export function listPeople(storage: Storage, names: readonly string[], now: Date): Promise<ListingChange> {
  return changeListing(storage, names, now);
}

/** Takes these people out of what services can find. Running servers know within seconds. */
export function unlistPeople(storage: Storage, names: readonly string[]): Promise<ListingChange> {
  return changeListing(storage, names, null);
}

/** Whom services can find, by name. */
export async function listedPeople({ prisma }: Storage): Promise<Pick<User, 'name' | 'listedAt'>[]> {
  return prisma.user.findMany({
    where: { listedAt: { not: null } },
    orderBy: { nameKey: 'asc' },
    select: { name: true, listedAt: true },
  });
}

async function changeListing(
  { prisma }: Storage,
  names: readonly string[],
  listedAt: Date | null,
): Promise<ListingChange> {
  const change: ListingChange = { changed: [], unchanged: [], unknown: [] };
  const from = listedAt ? null : { not: null };
  for (const name of names) {
    const known = { nameKey: nameKey(name) };
    const { count } = await prisma.user.updateMany({ where: { ...known, listedAt: from }, data: { listedAt } });
    const isKnown = count > 0 || (await prisma.user.count({ where: known })) > 0;
    change[count > 0 ? 'changed' : isKnown ? 'unchanged' : 'unknown'].push(name);
  }
  return change;
}
