'use server';

import { redirect } from 'next/navigation';
import type { z } from 'zod';
import * as renewal from '@/lib/account/renew';
import { postpone } from '@/lib/account/renewal-due';
import { answer } from '@/lib/api/answer';
import {
  type Accepted,
  attemptSchema,
  type Enrolment,
  type Result,
  recordRenewalSchema,
  startRenewalSchema,
} from '@/lib/api/contract';
import { asCurrentUser, requireSignedIn } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { captureDeps, requestAddress } from '@/lib/server/visitor';

export async function startRenewal(input: z.infer<typeof startRenewalSchema>): Promise<Result<Enrolment>> {
  return answer(startRenewalSchema, input, ({ modality }) =>
    asCurrentUser(async (who) => renewal.startRenewal(who, modality, await requestAddress(), await authDeps())),
  );
}

export async function recordRenewal(input: z.infer<typeof recordRenewalSchema>): Promise<Result> {
  return answer(recordRenewalSchema, input, (checked) =>
    asCurrentUser(async (who) => renewal.recordRenewal(who, checked, await captureDeps())),
  );
}

export async function renew(input: z.infer<typeof attemptSchema>): Promise<Result<Accepted>> {
  return answer(attemptSchema, input, ({ attemptId }) =>
    asCurrentUser(async (who) => renewal.renew(who, attemptId, await requestAddress(), await authDeps())),
  );
}

/** Leaves the sentences for another time. A plain form, which works without JavaScript. */
export async function postponeRenewal(): Promise<void> {
  const { session } = await requireSignedIn('/renew_voice');
  await postpone(session, await authDeps());
  redirect('/protected');
}
