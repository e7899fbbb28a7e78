'use server';

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
import { asCurrentUser } from '@/lib/auth/session';
import { authDeps } from '@/lib/runtime/deps';
import { captureDeps, requestAddress } from '@/lib/server/visitor';

export async function startRenewal(input: z.infer<typeof startRenewalSchema>): Promise<Result<Enrolment>> {
  return answer(startRenewalSchema, input, () =>
    asCurrentUser(async (user) => renewal.startRenewal(user, await requestAddress(), await authDeps())),
  );
}

export async function recordRenewal(input: z.infer<typeof recordVoiceSchema>): Promise<Result> {
  return answer(recordVoiceSchema, input, (checked) =>
    asCurrentUser(async (user) => renewal.recordRenewal(user, checked, await captureDeps())),
  );
}

export async function renewVoice(input: z.infer<typeof attemptSchema>): Promise<Result<Accepted>> {
  return answer(attemptSchema, input, ({ attemptId }) =>
    asCurrentUser(async (user) => renewal.renewVoice(user, attemptId, await requestAddress(), await authDeps())),
  );
}
