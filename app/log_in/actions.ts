'use server';

import type { z } from 'zod';
import { writerOf } from '@/components/letters/writer';
import { answer, failureOf } from '@/lib/api/answer';
import {
  type Accepted,
  emailLogInSchema,
  type LoginChallenge,
  type LoginPart,
  logInSchema,
  lookAheadSchema,
  nothingSchema,
  type PasskeyAssertion,
  type PasskeyRequest,
  passkeyAssertionSchema,
  type Result,
  recoverySchema,
  startLoginSchema,
} from '@/lib/api/contract';
import * as email from '@/lib/auth/email/links';
import * as login from '@/lib/auth/login';
import * as capture from '@/lib/auth/login-capture';
import * as passkeys from '@/lib/auth/passkeys/log-in';
import * as secondStep from '@/lib/auth/passkeys/second-step';
import * as recovery from '@/lib/auth/recovery/log-in';
import { authDeps } from '@/lib/runtime/deps';
import { keepDevice, logInDeps, requestAddress, requestVisitor } from '@/lib/server/visitor';

export async function startLogin(input: z.infer<typeof startLoginSchema>): Promise<Result<LoginChallenge>> {
  return answer(startLoginSchema, input, async ({ name }) => {
    const { address, deviceCookie } = await requestVisitor();
    return login.startLogin(name, address, await authDeps(), deviceCookie);
  });
}

export async function lookAhead(input: LoginPart): Promise<Result> {
  return answer(lookAheadSchema, input, async (part) => {
    const deps = await logInDeps(part.attemptId, await requestVisitor(), 'ahead');
    // Nobody waits for it: what is wrong with it the log-in tells, which hands it in again.
    capture.lookAhead(part, deps).catch(failureOf);
    return { ok: true };
  });
}

export async function logIn(input: z.infer<typeof logInSchema>): Promise<Result<Accepted>> {
  return answer(logInSchema, input, async (upload) => {
    const visitor = await requestVisitor();
    return keepDevice(await login.logIn(upload, visitor, await logInDeps(upload.attemptId, visitor)));
  });
}

export async function startPasskeyLogIn(
  input: z.infer<typeof nothingSchema>,
): Promise<Result<{ options: PasskeyRequest }>> {
  return answer(nothingSchema, input, async () => passkeys.startPasskeyLogIn(await requestAddress(), await authDeps()));
}

export async function logInWithPasskey(input: PasskeyAssertion): Promise<Result<Accepted>> {
  return answer(passkeyAssertionSchema, input, async (assertion) =>
    keepDevice(await passkeys.logInWithPasskey(assertion, await requestVisitor(), await authDeps())),
  );
}

export async function completeWithPasskey(input: PasskeyAssertion): Promise<Result<Accepted>> {
  return answer(passkeyAssertionSchema, input, async (assertion) =>
    keepDevice(await secondStep.completeWithPasskey(assertion, await requestVisitor(), await authDeps())),
  );
}

export async function logInWithCode(input: z.infer<typeof recoverySchema>): Promise<Result<Accepted>> {
  return answer(recoverySchema, input, async (typed) =>
    keepDevice(await recovery.logInWithCode(typed, await requestVisitor(), await authDeps())),
  );
}

export async function sendLogInLink(input: z.infer<typeof emailLogInSchema>): Promise<Result> {
  return answer(emailLogInSchema, input, async ({ name }) =>
    email.sendLogInLink(name, await requestAddress(), await writerOf('logIn'), await authDeps()),
  );
}
