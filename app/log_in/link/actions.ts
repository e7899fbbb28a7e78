'use server';

import type { z } from 'zod';
import { answer } from '@/lib/api/answer';
import { type Accepted, emailLinkSchema, type Result } from '@/lib/api/contract';
import * as email from '@/lib/auth/email/links';
import { authDeps } from '@/lib/runtime/deps';
import { keepDevice, requestVisitor } from '@/lib/server/visitor';

export async function logInWithLink(input: z.infer<typeof emailLinkSchema>): Promise<Result<Accepted>> {
  return answer(emailLinkSchema, input, async ({ secret }) =>
    keepDevice(await email.logInWithLink(secret, await requestVisitor(), await authDeps())),
  );
}
