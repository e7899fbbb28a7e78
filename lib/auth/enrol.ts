import type { AuthDeps } from '@/lib/auth/deps';
import type { Result } from '@/lib/errors';
import { chooseSentences } from '@/lib/liveness/sentences';
import { SAMPLES } from '@/lib/media/capture-limits';
import { observePhoto, observeSentence } from '@/lib/recognition/observe-capture';
import { type Attempt, createAttempt, deleteAttempt, findOpenAttempt, listSamples } from '@/lib/storage/attempts';
import { removeCapture } from '@/lib/storage/capture-folders';
import type { Modality } from '@/lib/storage/template';
import { ENROLMENT_LIFETIME_MS, startLimit } from './attempt-limits';
import { failure, locked } from './failure';
import { takeSample } from './samples';
import { newSecret } from './secret';

/** A sign-up under way; the arrays say which samples are accepted, by index. */
export interface EnrolmentState {
  attemptId: string;
  name: string;
  expiresAt: string;
  sentences: string[];
  photos: boolean[];
  recordings: boolean[];
}

/** Opens a sign-up. Whether the name is taken is not told here. */
export async function startEnrolment(
  input: { name: string; consent: boolean },
  address: string,
  deps: AuthDeps,
): Promise<Result<EnrolmentState>> {
  if (!input.consent) return failure('consent_required');
  const now = deps.now();
  const attempt = await createAttempt(
    deps.storage,
    {
      id: newSecret(deps),
      kind: 'enrolment',
      name: input.name,
      sentences: chooseSentences(SAMPLES, deps.random(2 * SAMPLES)),
      createdAt: now,
      expiresAt: new Date(now.getTime() + ENROLMENT_LIFETIME_MS),
    },
    address,
    startLimit,
  );
  if (!attempt) return locked(new Date(now.getTime() + startLimit.windowMs), now);
  return { ok: true, ...stateOf(attempt, []) };
}

/** Where a sign-up stands, after a reload of the page. */
export async function resumeEnrolment(attemptId: string, deps: AuthDeps): Promise<Result<EnrolmentState>> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'enrolment', deps.now());
  if (!attempt) return failure('attempt_ended');
  return { ok: true, ...stateOf(attempt, await listSamples(deps.storage, attemptId)) };
}

/** Observes one photo and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export function takePhoto(input: { attemptId: string; index: number; photo: string }, deps: AuthDeps): Promise<Result> {
  return takeSample('enrolment', 'face', input, deps, () => observePhoto(deps, input.attemptId, input.photo));
}

/** Observes one recording and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export function recordVoice(
  input: { attemptId: string; index: number; recording: string },
  deps: AuthDeps,
): Promise<Result> {
  return takeSample('enrolment', 'voice', input, deps, () => observeSentence(deps, input.attemptId, input.recording));
}

/** Ends a sign-up and forgets what it held. Harmless when it is over. */
export async function cancelEnrolment(attemptId: string, deps: AuthDeps): Promise<Result> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'enrolment', deps.now());
  if (attempt) await forgetAttempt(attempt.id, deps);
  return { ok: true };
}

/** Removes an attempt, its samples and its folder. */
export async function forgetAttempt(attemptId: string, { storage }: AuthDeps): Promise<void> {
  await deleteAttempt(storage, attemptId);
  await removeCapture(storage.tmpDir, attemptId);
}

/** Which samples an attempt holds. */
export function stateOf(attempt: Attempt, samples: { modality: Modality; index: number }[]): EnrolmentState {
  const accepted = (modality: Modality): boolean[] =>
    Array.from({ length: SAMPLES }, (_, index) =>
      samples.some((sample) => sample.modality === modality && sample.index === index),
    );
  return {
    attemptId: attempt.id,
    name: attempt.name,
    expiresAt: attempt.expiresAt.toISOString(),
    sentences: attempt.sentences,
    photos: accepted('face'),
    recordings: accepted('voice'),
  };
}
