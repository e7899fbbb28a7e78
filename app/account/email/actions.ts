'use server';

import type { z } from 'zod';
import { requestIntl } from '@/components/intl/server';
import { answer } from '@/lib/api/answer';
import { emailLinkSchema, type Result } from '@/lib/api/contract';
import * as email from '@/lib/auth/email/links';
import { asCurrentUser } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';

/** The session was fresh when the link was asked for; the letter may take longer than that lasts. */
export async function confirmEmail(input: z.infer<typeof emailLinkSchema>): Promise<Result> {
  return answer(emailLinkSchema, input, ({ secret }) =>
    asCurrentUser(async (who) => {
      const { locale } = await requestIntl();
      return email.confirmEmail(who, { secret, locale }, await authDeps());
    }),
  );
}
