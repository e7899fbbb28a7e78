import type { Storage } from './storage';
import type { User } from './users';

/** One line about a person, for the operator. */
export interface PersonLine extends Pick<User, 'id' | 'name' | 'createdAt' | 'lockedAt' | 'withdrawnAt'> {
  sessions: number;
}

/** Everybody, by name. */
export async function listPeople({ prisma }: Storage): Promise<PersonLine[]> {
  const rows = await prisma.user.findMany({
    orderBy: { nameKey: 'asc' },
    select: {
      id: true,
      name: true,
      createdAt: true,
      lockedAt: true,
      withdrawnAt: true,
      _count: { select: { sessions: true } },
    },
  });
  return rows.map(({ _count, ...person }) => ({ ...person, sessions: _count.sessions }));
}

/** When a person was last let in, and how many of their tries were refused since a date. */
export async function loginsOf(
  { prisma }: Storage,
  userId: string,
  since: Date,
): Promise<{ lastLogIn: Date | null; refused: number }> {
  const own = { userId, kind: 'login' as const };
  const [last, refused] = await Promise.all([
    prisma.auditEvent.findFirst({
      where: { ...own, outcome: 'accept' },
      orderBy: { at: 'desc' },
      select: { at: true },
    }),
    prisma.auditEvent.count({ where: { ...own, outcome: 'reject', at: { gte: since } } }),
  ]);
  return { lastLogIn: last?.at ?? null, refused };
}
