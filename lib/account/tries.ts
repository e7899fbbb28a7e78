import type { AuthDeps } from '@/lib/auth/deps';
import type { Result } from '@/lib/errors';
import { listRefused, openedBefore, recordAct } from '@/lib/storage/audit';
import type { SessionHolder } from '@/lib/storage/sessions';
import { answerTries, type User } from '@/lib/storage/users';
import { endOthers } from './sessions';

/** Tries at a person's name that were refused, and for which they have not answered yet. */
export interface FailedTries {
  count: number;
  first: Date;
  last: Date;
  /** What they came from, such as "Firefox on Linux"; each once. */
  browsers: string[];
}

type TriesDeps = Pick<AuthDeps, 'storage' | 'now'>;

/** Those since the person last came in before this session (`lastVisit`), or undefined. */
export async function failedTries(
  { id, triesSeenAt }: Pick<User, 'id' | 'triesSeenAt'>,
  before: Date | undefined,
  { storage }: TriesDeps,
): Promise<FailedTries | undefined> {
  const since = Math.max(before?.getTime() ?? 0, triesSeenAt?.getTime() ?? 0);
  const refused = await listRefused(storage, id, new Date(since));
  const [last] = refused;
  const first = refused.at(-1);
  if (!first || !last) return undefined;
  const browsers = [...new Set(refused.flatMap(({ browser }) => browser ?? []))];
  return { count: refused.length, first: first.at, last: last.at, browsers };
}

/** When the person came in before this session, if they did. */
export function lastVisit({ user, session }: SessionHolder, { storage }: TriesDeps): Promise<Date | undefined> {
  return openedBefore(storage, user.id, session.startedAt);
}

/** "That was me." */
export async function ownTries({ user }: SessionHolder, { storage, now }: TriesDeps): Promise<Result> {
  await answerTries(storage, user.id, now(), false);
  return { ok: true };
}

/** "That was not me": all other sessions end, and log-ins from other devices have to be made twice. */
export async function denyTries(who: SessionHolder, { storage, now }: TriesDeps): Promise<Result<{ ended: number }>> {
  await answerTries(storage, who.user.id, now(), true);
  const act = { kind: 'setting', outcome: 'accept', subject: 'alarm', reason: 'not me' } as const;
  await recordAct(storage, { ...act, userId: who.user.id }, now());
  return endOthers(who, { storage, now });
}
