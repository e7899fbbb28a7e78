'use server';

import type { z } from 'zod';
import { answer } from '@/lib/api/answer';
import {
  type Accepted,
  attemptSchema,
  type Enrolment,
  type Result,
  recordVoiceSchema,
  startRenewalSchema,
} from '@/lib/api/contract';
import { authDeps } from '@/lib/auth/deps';
import * as renewal from '@/lib/auth/renew-voice';
import { requestAddress } from '@/lib/auth/request';
import { asCurrentUser } from '@/lib/auth/session';

export async function startRenewal(input: z.infer<typeof startRenewalSchema>): Promise<Result<Enrolment>> {
  return answer(startRenewalSchema, input, () =>
    asCurrentUser(async (user) => renewal.startRenewal(user, await requestAddress(), await authDeps())),
  );
}

export async function recordRenewal(input: z.infer<typeof recordVoiceSchema>): Promise<Result> {
  return answer(recordVoiceSchema, input, (checked) =>
    asCurrentUser(async (user) => renewal.recordRenewal(user, checked, await authDeps())),
  );
}

export async function renewVoice(input: z.infer<typeof attemptSchema>): Promise<Result<Accepted>> {
  return answer(attemptSchema, input, ({ attemptId }) =>
    asCurrentUser(async (user) => renewal.renewVoice(user, attemptId, await requestAddress(), await authDeps())),
  );
}
