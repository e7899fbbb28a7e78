import { violates } from './constraints';
import { nameSkeleton } from './names';
import type { Storage } from './storage';

const AT_ONCE = 1000;

/**
 * Notes what the names of people look like who signed up before that was asked, the oldest first. Two that look alike both stay: the
 * younger has none then. Harmless beside another replica; returns how many were noted.
 */
export async function fillSkeletons({ prisma }: Pick<Storage, 'prisma'>): Promise<number> {
  let filled = 0;
  for (let skip = 0; ; ) {
    const people = await prisma.user.findMany({
      where: { nameSkeleton: null },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
      take: AT_ONCE,
      skip,
    });
    for (const { id, name } of people) {
      const isNoted = await prisma.user
        .updateMany({ where: { id, name }, data: { nameSkeleton: nameSkeleton(name) } })
        .then(({ count }) => count > 0)
        .catch((error: unknown) => {
          if (violates(error, 'unique')) return false;
          throw error;
        });
      if (isNoted) filled++;
      else skip++;
    }
    if (people.length < AT_ONCE) return filled;
  }
}
