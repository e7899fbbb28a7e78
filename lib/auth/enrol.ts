import type { Enrolment } from '@/lib/api/contract';
import type { Modality } from '@/lib/decision/modality';
import { failure, type Result } from '@/lib/errors';
import { drawStrings, saySteps } from '@/lib/liveness/digits/plan-strings';
import { PHOTOS, STRINGS } from '@/lib/media/capture-limits';
import { type Attempt, deleteAttempt, findOpenAttempt, listSamples } from '@/lib/storage/attempts';
import { removeCapture } from '@/lib/storage/capture-folders';
import { RETENTION } from '@/lib/storage/retention';
import type { AuthDeps } from './deps';
import { openAttempt } from './open-attempt';
import { signUpQuota } from './sign-up-quota';
import { takeSample } from './take-sample';

/** Opens a sign-up. Whether the name is taken is not told here. */
export async function startEnrolment(
  input: { name: string; consent: boolean },
  address: string,
  deps: AuthDeps,
): Promise<Result<Enrolment>> {
  if (!input.consent) return failure('consent_required');
  const full = await signUpQuota(address, 0, deps);
  if (full) return full;
  const opening = {
    kind: 'enrolment' as const,
    name: input.name,
    steps: drawStrings(deps.random),
    lifetimeMs: RETENTION.unfinished,
  };
  const opened = await openAttempt(opening, address, deps);
  return opened.ok ? { ok: true, ...stateOf(opened.attempt, []) } : opened;
}

/** Where a sign-up stands, after a reload of the page. */
export async function resumeEnrolment(attemptId: string, deps: AuthDeps): Promise<Result<Enrolment>> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'enrolment', deps.now());
  if (!attempt) return failure('attempt_ended');
  return { ok: true, ...stateOf(attempt, await listSamples(deps.storage, attemptId)) };
}

/** Observes one photo and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export function takePhoto(input: { attemptId: string; index: number; photo: string }, deps: AuthDeps): Promise<Result> {
  return takeSample('enrolment', { ...input, modality: 'face', file: input.photo }, deps);
}

/** Observes one recording and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export function recordVoice(
  input: { attemptId: string; index: number; recording: string },
  deps: AuthDeps,
): Promise<Result> {
  return takeSample('enrolment', { ...input, modality: 'voice', file: input.recording }, deps);
}

/** Ends a sign-up and forgets what it held. Harmless when it is over. */
export async function cancelEnrolment(attemptId: string, deps: AuthDeps): Promise<Result> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'enrolment', deps.now());
  if (attempt) await forgetAttempt(attempt.id, deps);
  return { ok: true };
}

/** Removes an attempt, its samples and its folder. */
export async function forgetAttempt(attemptId: string, { storage }: Pick<AuthDeps, 'storage'>): Promise<void> {
  await deleteAttempt(storage, attemptId);
  await removeCapture(storage.tmpDir, attemptId);
}

/** Which samples an attempt holds. */
export function stateOf(attempt: Attempt, samples: { modality: Modality; index: number }[]): Enrolment {
  const accepted = (modality: Modality, length: number): boolean[] =>
    Array.from({ length }, (_, index) =>
      samples.some((sample) => sample.modality === modality && sample.index === index),
    );
  return {
    attemptId: attempt.id,
    name: attempt.name,
    expiresAt: attempt.expiresAt.toISOString(),
    steps: saySteps(attempt.steps),
    photos: accepted('face', PHOTOS),
    recordings: accepted('voice', STRINGS),
  };
}
