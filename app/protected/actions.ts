'use server';

import { redirect } from 'next/navigation';
import { answer } from '@/lib/api/answer';
import { adaptationSchema } from '@/lib/api/contract';
import { allowAdaptation } from '@/lib/auth/record-login';
import { asCurrentUser } from '@/lib/auth/session';
import { type Result, SesameError } from '@/lib/errors';
import { authDeps } from '@/lib/runtime/deps';

/** Allows or stops the updates, or takes them back. A plain form, which works without JavaScript. */
export async function changeAdaptation(form: FormData): Promise<void> {
  const result = await answer(adaptationSchema, Object.fromEntries(form), ({ choice }) =>
    asCurrentUser(async ({ user }): Promise<Result> => {
      await allowAdaptation(user, choice === 'reset' ? user.adaptive : choice === 'allow', await authDeps());
      return { ok: true };
    }),
  );
  if (!result.ok && result.code !== 'not_signed_in') throw new SesameError(result.code);
  redirect('/protected');
}
