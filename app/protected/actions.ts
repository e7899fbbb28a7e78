'use server';

import { redirect } from 'next/navigation';
import { answer } from '@/lib/api/answer';
import { adaptationSchema } from '@/lib/api/contract';
import { allowAdaptation } from '@/lib/auth/record-login';
import { asCurrentUser, needsVoice } from '@/lib/auth/session';
import { failure, SesameError } from '@/lib/errors';
import { authDeps } from '@/lib/runtime/deps';

/** Allows or stops the updates, or takes them back. A plain form, which works without JavaScript. */
export async function changeAdaptation(form: FormData): Promise<void> {
  const result = await answer(adaptationSchema, Object.fromEntries(form), ({ choice }) =>
    asCurrentUser(async (user) => {
      // Whose voice has to be enrolled again came in by the face alone, and may do nothing else.
      if (await needsVoice(user)) return failure('not_signed_in');
      await allowAdaptation(user, choice === 'reset' ? user.adaptive : choice === 'allow', await authDeps());
      return { ok: true };
    }),
  );
  if (!result.ok && result.code !== 'not_signed_in') throw new SesameError(result.code);
  redirect('/protected');
}
