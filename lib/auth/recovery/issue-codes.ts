import type { AuthDeps } from '@/lib/auth/deps';
import { waysChanged } from '@/lib/auth/ways-changed';
import type { Result } from '@/lib/errors';
import { recordAct } from '@/lib/storage/audit';
import { replaceCodes } from '@/lib/storage/recovery-codes';
import type { SessionHolder } from '@/lib/storage/sessions';
import type { User } from '@/lib/storage/users';
import { drawCode, drawCodes } from './recovery-code';

type IssueDeps = Pick<AuthDeps, 'storage' | 'now' | 'random'>;

/** Codes of a set. */
export const CODES = 10;

/** How long a code of the operator is good, in milliseconds. */
export const OPERATOR_CODE_LIFETIME_MS = 24 * 60 * 60_000;

/** Ten new codes, in the place of all that the person had. They are told this once; other sessions end. */
export async function renewCodes(
  { user, session }: SessionHolder,
  deps: IssueDeps,
): Promise<Result<{ codes: string[] }>> {
  const drawn = await drawCodes(CODES, user.id, deps);
  const kept = drawn.map((code) => code.kept);
  await replaceCodes(deps.storage, user.id, 'person', kept, { createdAt: deps.now() });
  await waysChanged(session, 'recovery codes renewed', deps);
  return { ok: true, codes: drawn.map(({ shown }) => shown) };
}

/** The operator's last resort: a code that works as the person's own do, once, for 24 hours, in the place of one from before. */
export async function issueOperatorCode({ id: userId }: Pick<User, 'id'>, deps: IssueDeps): Promise<string> {
  const { storage, now } = deps;
  const createdAt = now();
  const drawn = await drawCode(userId, deps);
  const expiresAt = new Date(createdAt.getTime() + OPERATOR_CODE_LIFETIME_MS);
  await replaceCodes(storage, userId, 'operator', [drawn.kept], { createdAt, expiresAt });
  const act = { kind: 'setting', outcome: 'accept', subject: 'ways in', reason: 'operator code issued' } as const;
  await recordAct(storage, { ...act, userId }, createdAt);
  return drawn.shown;
}
