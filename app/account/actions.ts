'use server';

import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { deleteOwnAccount, type Receipt } from '@/lib/account/delete-account';
import { hasOtherWayIn } from '@/lib/account/other-ways';
import * as renaming from '@/lib/account/rename';
import * as sessions from '@/lib/account/sessions';
import * as tries from '@/lib/account/tries';
import { withdraw } from '@/lib/account/withdraw';
import { answer } from '@/lib/api/answer';
import {
  adaptationSchema,
  answerTriesSchema,
  deleteAccountSchema,
  endSessionSchema,
  nothingSchema,
  type Result,
  renameSchema,
} from '@/lib/api/contract';
import { allowAdaptation } from '@/lib/auth/record-login';
import { asCurrentUser, asFreshUser, endSession } from '@/lib/auth/session';
import { failure, SesameError } from '@/lib/errors';
import { authDeps } from '@/lib/runtime/deps';
import { keepDevice, requestVisitor } from '@/lib/server/visitor';

export async function rename(input: z.infer<typeof renameSchema>): Promise<Result<{ name: string }>> {
  return answer(renameSchema, input, ({ name }) =>
    asFreshUser(async ({ user }) => {
      const { deviceCookie = '' } = await requestVisitor();
      return keepDevice(await renaming.rename(user, name, deviceCookie, await authDeps()));
    }),
  );
}

export async function deleteAccount(input: z.infer<typeof deleteAccountSchema>): Promise<Result<{ receipt: Receipt }>> {
  return answer(deleteAccountSchema, input, ({ name }) =>
    asFreshUser(async ({ user }) => {
      const deleted = await deleteOwnAccount(user, name, await authDeps());
      if (deleted.ok) await endSession();
      return deleted;
    }),
  );
}

export async function withdrawConsent(): Promise<Result> {
  return answer(nothingSchema, {}, () =>
    asFreshUser(async (who) => withdraw(who, { ...(await authDeps()), hasOtherWayIn })),
  );
}

/** Ends one of the person's other sessions. A plain form, as are those below: they work without JavaScript. */
export async function endOneSession(form: FormData): Promise<void> {
  const result = await answer(endSessionSchema, Object.fromEntries(form), ({ handle }) =>
    asCurrentUser(async (who) => sessions.endOneSession(who, handle, await authDeps())),
  );
  // One that is over already is what was wanted.
  done(result.ok || result.code === 'not_found' ? { ok: true } : result, '/account');
}

export async function endOtherSessions(): Promise<void> {
  done(await asCurrentUser(async (who) => sessions.endOthers(who, await authDeps())), '/account');
}

/** Whether the failed tries were the person's own. */
export async function answerTries(form: FormData): Promise<void> {
  const result = await answer(answerTriesSchema, Object.fromEntries(form), ({ mine }) =>
    asCurrentUser(async (who) => (mine === 'yes' ? tries.ownTries : tries.denyTries)(who, await authDeps())),
  );
  done(result, '/protected');
}

/** Allows or stops the updates, or takes them back. */
export async function changeAdaptation(form: FormData): Promise<void> {
  const result = await answer(adaptationSchema, Object.fromEntries(form), ({ choice }) =>
    asCurrentUser(async ({ user }) => {
      if (user.withdrawnAt) return failure('attempt_ended');
      await allowAdaptation(user, choice === 'reset' ? user.adaptive : choice === 'allow', await authDeps());
      return { ok: true };
    }),
  );
  done(result, '/account');
}

/** Shows a page anew; who is not signed in any more is sent to log in by it. */
function done(result: Result, path: string): never {
  if (!result.ok && result.code !== 'not_signed_in') throw new SesameError(result.code);
  redirect(path);
}
