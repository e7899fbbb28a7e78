import type { AuthDeps } from '@/lib/auth/deps';
import { recordAct } from '@/lib/storage/audit';
import { listPeople, loginsOf, type PersonLine } from '@/lib/storage/people';
import { setLocked, type User } from '@/lib/storage/users';

type OperatorDeps = Pick<AuthDeps, 'storage' | 'now'>;

const MONTH_MS = 30 * 24 * 60 * 60_000;

/** What the operator is told of one person: nothing that describes a face or a voice. */
export interface PersonDetails
  extends Pick<
    User,
    | 'id'
    | 'name'
    | 'createdAt'
    | 'consentedAt'
    | 'consentVersion'
    | 'withdrawnAt'
    | 'lockedAt'
    | 'listedAt'
    | 'voiceModel'
  > {
  sessions: number;
  lastLogIn: Date | null;
  /** Tries at the name that were refused in the last 30 days. */
  refused: number;
}

/** Everybody. That the operator looked is in the audit trail, as is all they do. */
export async function everybody(deps: OperatorDeps): Promise<PersonLine[]> {
  await noteAct('listed', undefined, deps);
  return listPeople(deps.storage);
}

/** What there is to know of one person. */
export async function personDetails(user: User, deps: OperatorDeps): Promise<PersonDetails> {
  const { storage, now } = deps;
  await noteAct('shown', user, deps);
  const { id, name, createdAt, consentedAt, consentVersion, withdrawnAt, lockedAt, listedAt, voiceModel } = user;
  const sessions = await storage.prisma.session.count({ where: { userId: id } });
  const logins = await loginsOf(storage, id, new Date(now().getTime() - MONTH_MS));
  const consent = { consentedAt, consentVersion, withdrawnAt };
  return { id, name, createdAt, ...consent, lockedAt, listedAt, voiceModel, sessions, ...logins };
}

/** Lets nobody in as a person, and ends their sessions; from outside a log-in looks like one at a name that nobody has. */
export async function lock(user: User, deps: OperatorDeps): Promise<void> {
  await setLocked(deps.storage, user.id, deps.now());
  await noteAct('locked', user, deps);
}

export async function unlock(user: User, deps: OperatorDeps): Promise<void> {
  await setLocked(deps.storage, user.id, null);
  await noteAct('unlocked', user, deps);
}

function noteAct(reason: string, user: User | undefined, { storage, now }: OperatorDeps): Promise<void> {
  const act = { kind: 'setting', outcome: 'accept', subject: user ? 'person' : 'people', reason } as const;
  return recordAct(storage, { ...act, ...(user && { userId: user.id }) }, now());
}
