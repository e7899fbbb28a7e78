'use server';

import type { z } from 'zod';
import { answer } from '@/lib/api/answer';
import {
  type Accepted,
  attemptSchema,
  type Enrolment,
  type Result,
  recordVoiceSchema,
  signUpSchema,
  startEnrolmentSchema,
  takePhotoSchema,
} from '@/lib/api/contract';
import * as enrol from '@/lib/auth/enrol';
import * as registration from '@/lib/auth/sign-up';
import { authDeps } from '@/lib/runtime/deps';
import { captureDeps, keepDevice, requestAddress, requestVisitor } from '@/lib/server/visitor';

export async function startEnrolment(input: z.infer<typeof startEnrolmentSchema>): Promise<Result<Enrolment>> {
  return answer(startEnrolmentSchema, input, async (checked) =>
    enrol.startEnrolment(checked, await requestAddress(), await authDeps()),
  );
}

export async function resumeEnrolment(input: z.infer<typeof attemptSchema>): Promise<Result<Enrolment>> {
  return answer(attemptSchema, input, async ({ attemptId }) => enrol.resumeEnrolment(attemptId, await authDeps()));
}

export async function takePhoto(input: z.infer<typeof takePhotoSchema>): Promise<Result> {
  return answer(takePhotoSchema, input, async (checked) => enrol.takePhoto(checked, await captureDeps()));
}

export async function recordVoice(input: z.infer<typeof recordVoiceSchema>): Promise<Result> {
  return answer(recordVoiceSchema, input, async (checked) => enrol.recordVoice(checked, await captureDeps()));
}

export async function signUp(input: z.infer<typeof signUpSchema>): Promise<Result<Accepted>> {
  return answer(signUpSchema, input, async (checked) => {
    const { address, deviceCookie } = await requestVisitor();
    return keepDevice(await registration.signUp(checked, address, await authDeps(), deviceCookie));
  });
}

export async function cancelEnrolment(input: z.infer<typeof attemptSchema>): Promise<Result> {
  return answer(attemptSchema, input, async ({ attemptId }) => enrol.cancelEnrolment(attemptId, await authDeps()));
}
