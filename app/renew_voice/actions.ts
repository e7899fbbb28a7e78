'use server';

import { redirect } from 'next/navigation';
import type { z } from 'zod';
import * as renewal from '@/lib/account/renew-voice';
import { answer } from '@/lib/api/answer';
import {
  type Accepted,
  attemptSchema,
  type Enrolment,
  type Result,
  recordVoiceSchema,
  startRenewalSchema,
} from '@/lib/api/contract';
import { asCurrentUser, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { captureDeps, requestAddress } from '@/lib/server/visitor';

export async function startRenewal(input: z.infer<typeof startRenewalSchema>): Promise<Result<Enrolment>> {
  return answer(startRenewalSchema, input, () =>
    asCurrentUser(async (who) => renewal.startRenewal(who, await requestAddress(), await authDeps()), 'renew_voice'),
  );
}

export async function recordRenewal(input: z.infer<typeof recordVoiceSchema>): Promise<Result> {
  return answer(recordVoiceSchema, input, (checked) =>
    asCurrentUser(async (who) => renewal.recordRenewal(who, checked, await captureDeps()), 'renew_voice'),
  );
}

export async function renewVoice(input: z.infer<typeof attemptSchema>): Promise<Result<Accepted>> {
  return answer(attemptSchema, input, ({ attemptId }) =>
    asCurrentUser(
      async (who) => renewal.renewVoice(who, attemptId, await requestAddress(), await authDeps()),
      'renew_voice',
    ),
  );
}

/** Leaves the sentences for another time. A plain form, which works without JavaScript. */
export async function postponeRenewal(): Promise<void> {
  const { session } = await requireSignedIn('/renew_voice', 'renew_voice');
  await renewal.postpone(session, await authDeps());
  redirect('/protected');
}
