import type { Modality } from '@/lib/decision/modality';
import { violates } from './constraints';
import type { User } from './generated/client';
import { nameKey, nameSkeleton } from './names';
import { type Print, sealedPrint } from './replay-prints';
import type { Storage } from './storage';

export type { User };

export { nameKey };

export function findUserByName({ prisma }: Storage, name: string): Promise<User | null> {
  return prisma.user.findUnique({ where: { nameKey: nameKey(name) } });
}

/** The person of a name, unless nobody is let in as them; null as well for a name that nobody has. */
export async function findAdmissible(storage: Storage, name: string): Promise<User | null> {
  return admissible(await findUserByName(storage, name));
}

/** The same by the id. */
export async function findAdmissibleById(storage: Storage, id: string): Promise<User | null> {
  return admissible(await findUserById(storage, id));
}

const admissible = (user: User | null): User | null => (user && mayComeIn(user) ? user : null);

/**
 * The person of a name, if their face and voice may let them in; null for a name that nobody has, for somebody who is locked, leaving, or
 * has taken their consent back. One query, whoever it is.
 */
export async function findRecognisable(storage: Storage, name: string): Promise<User | null> {
  const user = await findAdmissible(storage, name);
  return user?.withdrawnAt === null ? user : null;
}

/** Whether anybody may come in as this person, by whatever way. */
export function mayComeIn({ lockedAt, leavingAt }: Pick<User, 'lockedAt' | 'leavingAt'>): boolean {
  return lockedAt === null && leavingAt === null;
}

export function findUserById({ prisma }: Storage, id: string): Promise<User | null> {
  return prisma.user.findUnique({ where: { id } });
}

/** Who is in a gallery: everybody, or those whom the operator listed. */
export type GalleryMembers = 'all' | 'listed';

const isMember = (members: GalleryMembers) => ({
  withdrawnAt: null,
  leavingAt: null,
  ...(members === 'listed' && { listedAt: { not: null } }),
});

export function countUsers({ prisma }: Storage, members: GalleryMembers): Promise<number> {
  return prisma.user.count({ where: isMember(members) });
}

/** How many of up to 10,000 ids are somebody's. */
export function countUsersAmong({ prisma }: Storage, ids: readonly string[]): Promise<number> {
  return prisma.user.count({ where: { id: { in: [...ids] } } });
}

/** The ids of all members, in order and in pages: of `take` people after `after`. */
export async function listUserIds(
  { prisma }: Storage,
  members: GalleryMembers,
  take: number,
  after = '',
): Promise<string[]> {
  const users = await prisma.user.findMany({
    where: { id: { gt: after }, ...isMember(members) },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  });
  return users.map(({ id }) => id);
}

/** The ids of the members who signed up, enrolled again or were listed at `since` or later. */
export async function listUserIdsSince({ prisma }: Storage, members: GalleryMembers, since: Date): Promise<string[]> {
  const moments = ['createdAt', 'voiceRenewedAt', 'faceRenewedAt', 'listedAt'];
  const changed = moments.map((moment) => ({ [moment]: { gte: since } }));
  const users = await prisma.user.findMany({ where: { OR: changed, ...isMember(members) }, select: { id: true } });
  return users.map(({ id }) => id);
}

/** Adds a person with what replays of their enrolment are known by, or answers undefined when the name, or one that looks like it, is taken. */
export async function createUser(
  storage: Storage,
  user: Pick<User, 'id' | 'name' | 'createdAt' | 'consentedAt' | 'voiceModel'> & Partial<User>,
  prints: readonly Print[] = [],
): Promise<User | undefined> {
  const rows = prints.map((print) => sealedPrint(storage, user.id, print, user.createdAt, true));
  try {
    return await storage.prisma.user.create({
      data: {
        ...user,
        nameKey: nameKey(user.name),
        nameSkeleton: nameSkeleton(user.name),
        replayPrints: { create: rows },
      },
    });
  } catch (error) {
    if (violates(error, 'unique')) return undefined;
    throw error;
  }
}

/** Notes that a log-in was added to a person's templates; false when another one did so meanwhile. */
export async function noteAdaptation(
  { prisma }: Storage,
  { id, adaptedAt }: Pick<User, 'id' | 'adaptedAt'>,
  now: Date,
): Promise<boolean> {
  const { count } = await prisma.user.updateMany({
    where: { id, adaptedAt, adaptive: true },
    data: { adaptedAt: now },
  });
  return count === 1;
}

/** Says whether log-ins may be added to a person's templates from now on. */
export async function setAdaptive({ prisma }: Storage, id: string, adaptive: boolean): Promise<void> {
  await prisma.user.updateMany({ where: { id }, data: { adaptive, adaptedAt: null } });
}

/** Notes which model the voice template of a person is of. */
export async function noteVoiceModel({ prisma }: Storage, id: string, voiceModel: string): Promise<void> {
  await prisma.user.updateMany({ where: { id }, data: { voiceModel } });
}

/** Notes that a person's digit templates are there. */
export async function noteSaidDigits({ prisma }: Storage, id: string): Promise<void> {
  await prisma.user.updateMany({ where: { id }, data: { saidDigits: true } });
}

/** How many people are enrolled with each voice model, as far as their rows know. */
export async function countByVoiceModel({ prisma }: Storage): Promise<ReadonlyMap<string, number>> {
  const groups = await prisma.user.groupBy({ by: ['voiceModel'], where: { withdrawnAt: null }, _count: true });
  return new Map(groups.map(({ voiceModel, _count }) => [voiceModel, _count]));
}

/**
 * Says that the face or the voice of a person is about to be replaced, and ends every session and ticket from before: what opened them
 * counts no more. Undefined when somebody else did so meanwhile, or the person is gone or has taken their consent back.
 */
export async function beginRenewal(
  { prisma }: Storage,
  { id, sessionVersion }: Pick<User, 'id' | 'sessionVersion'>,
  modality: Modality,
  at: Date,
): Promise<User | undefined> {
  const renewed = modality === 'face' ? { faceRenewedAt: at } : { voiceRenewedAt: at };
  const begun = await prisma.user.updateManyAndReturn({
    where: { id, sessionVersion, withdrawnAt: null, leavingAt: null },
    data: { ...renewed, sessionVersion: { increment: 1 } },
  });
  return begun[0];
}

/** Lets nobody in as a person from now on, and ends their sessions and tickets; or lets them in again. */
export async function setLocked({ prisma }: Storage, id: string, lockedAt: Date | null): Promise<void> {
  await prisma.user.updateMany({
    where: { id },
    data: { lockedAt, ...(lockedAt && { sessionVersion: { increment: 1 } }) },
  });
}

/** Notes that the person has answered for the failed tries until now; with `alarm`, that one was not theirs. */
export async function answerTries({ prisma }: Storage, id: string, now: Date, alarm: boolean): Promise<void> {
  const alarmed = { alarmedAt: now, alarmAskedAt: null };
  await prisma.user.updateMany({ where: { id }, data: { triesSeenAt: now, ...(alarm && alarmed) } });
}

/** Notes the first of the two log-ins that an alarm asks for. */
export async function askOnceMore({ prisma }: Storage, id: string, alarmAskedAt: Date): Promise<void> {
  await prisma.user.updateMany({ where: { id }, data: { alarmAskedAt } });
}

export async function clearAlarm({ prisma }: Storage, id: string): Promise<void> {
  await prisma.user.updateMany({ where: { id }, data: { alarmedAt: null, alarmAskedAt: null } });
}
