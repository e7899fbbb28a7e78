'use server';

import type { z } from 'zod';
import { answer } from '@/lib/api/answer';
import { type Accepted, type LoginChallenge, logInSchema, type Result, startLoginSchema } from '@/lib/api/contract';
import * as login from '@/lib/auth/login';
import { authDeps } from '@/lib/runtime/deps';
import { keepDevice, logInDeps, requestVisitor } from '@/lib/server/visitor';

export async function startLogin(input: z.infer<typeof startLoginSchema>): Promise<Result<LoginChallenge>> {
  return answer(startLoginSchema, input, async ({ name }) => {
    const { address, deviceCookie } = await requestVisitor();
    return login.startLogin(name, address, await authDeps(), deviceCookie);
  });
}

export async function logIn(input: z.infer<typeof logInSchema>): Promise<Result<Accepted>> {
  return answer(logInSchema, input, async (upload) => {
    const visitor = await requestVisitor();
    return keepDevice(await login.logIn(upload, visitor, await logInDeps(upload.attemptId, visitor)));
  });
}
