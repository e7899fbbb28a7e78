'use server';

import type { z } from 'zod';
import { writerOf } from '@/components/letters/writer';
import { answer } from '@/lib/api/answer';
import {
  emailAddressSchema,
  nothingSchema,
  type PasskeyCreation,
  type PasskeyRegistration,
  passkeyNameChangeSchema,
  passkeyRegistrationSchema,
  passkeySchema,
  type Result,
} from '@/lib/api/contract';
import * as email from '@/lib/auth/email/links';
import * as change from '@/lib/auth/passkeys/change';
import * as register from '@/lib/auth/passkeys/register';
import * as codes from '@/lib/auth/recovery/issue-codes';
import { asFreshUser } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { requestAddress } from '@/lib/server/visitor';

export async function startRegistration(
  input: z.infer<typeof nothingSchema>,
): Promise<Result<{ options: PasskeyCreation }>> {
  return answer(nothingSchema, input, () =>
    asFreshUser(
      async (who) => register.startRegistration(who, await requestAddress(), await authDeps()),
      'add_passkey',
    ),
  );
}

export async function finishRegistration(input: PasskeyRegistration): Promise<Result> {
  return answer(passkeyRegistrationSchema, input, (made) =>
    asFreshUser(async (who) => register.finishRegistration(who, made, await authDeps()), 'add_passkey'),
  );
}

export async function renamePasskey(input: z.infer<typeof passkeyNameChangeSchema>): Promise<Result> {
  return answer(passkeyNameChangeSchema, input, (named) =>
    asFreshUser(async (who) => change.renamePasskey(who, named, await authDeps())),
  );
}

export async function removePasskey(input: z.infer<typeof passkeySchema>): Promise<Result> {
  return answer(passkeySchema, input, ({ id }) =>
    asFreshUser(async (who) => change.removePasskey(who, id, await authDeps())),
  );
}

export async function renewCodes(input: z.infer<typeof nothingSchema>): Promise<Result<{ codes: string[] }>> {
  return answer(nothingSchema, input, () => asFreshUser(async (who) => codes.renewCodes(who, await authDeps())));
}

export async function addEmail(input: z.infer<typeof emailAddressSchema>): Promise<Result> {
  return answer(emailAddressSchema, input, ({ address }) =>
    asFreshUser(async (who) =>
      email.addEmail(who, { address, from: await requestAddress() }, await writerOf('confirm'), await authDeps()),
    ),
  );
}

export async function removeEmail(input: z.infer<typeof nothingSchema>): Promise<Result> {
  return answer(nothingSchema, input, () => asFreshUser(async (who) => email.removeEmail(who, await authDeps())));
}
