'use server';

import type { z } from 'zod';
import { answer } from '@/lib/api/answer';
import { type Accepted, type LoginChallenge, logInSchema, type Result, startLoginSchema } from '@/lib/api/contract';
import { authDeps } from '@/lib/auth/deps';
import * as login from '@/lib/auth/login';
import { requestAddress, requestVisitor } from '@/lib/auth/request';

export async function startLogin(input: z.infer<typeof startLoginSchema>): Promise<Result<LoginChallenge>> {
  return answer(startLoginSchema, input, async ({ name }) =>
    login.startLogin(name, await requestAddress(), await authDeps()),
  );
}

export async function logIn(input: z.infer<typeof logInSchema>): Promise<Result<Accepted>> {
  return answer(logInSchema, input, async (capture) => login.logIn(capture, await requestVisitor(), await authDeps()));
}
