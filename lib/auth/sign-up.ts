import { randomUUID } from 'node:crypto';
import type { Accepted } from '@/lib/api/contract';
import { decide, type ModalityEvidence } from '@/lib/decision/decide';
import type { Modality } from '@/lib/decision/modality';
import { asSesameError, failure, type Result } from '@/lib/errors';
import { meanEmbedding } from '@/lib/math/vector';
import { templatesOf } from '@/lib/recognition/dummy-templates';
import { enterGalleries } from '@/lib/recognition/template-gallery';
import { largestDistance, templateSimilarity } from '@/lib/recognition/template-similarity';
import { type Attempt, consumeAttempt, deleteSamples, findOpenAttempt, readSamples } from '@/lib/storage/attempts';
import type { Templates } from '@/lib/storage/template-store';
import { createUser, findUserByName, type User } from '@/lib/storage/users';
import { type BookedAttempt, bookAttempt, settleAttempt } from './book-attempt';
import type { AuthDeps } from './deps';
import { forgetAttempt } from './enrol';
import { type OnKnownDevice, withKnownName } from './known-device';
import { gatherSamples } from './samples';
import { signUpQuota } from './sign-up-quota';
import { admit } from './ticket';

/**
 * Finishes a sign-up: the samples must be complete and show one person, then they are sealed and the person exists.
 * A name that is taken is told (`already_registered`) only to the face and voice it belongs to; anybody else gets
 * `not_recognised`, and the try counts as a failed sign-up under that name, never against the log-ins of its owner.
 * The device is known for the name from then on.
 */
export async function signUp(
  attemptId: string,
  address: string,
  deps: AuthDeps,
  deviceCookie = '',
): Promise<Result<OnKnownDevice>> {
  const { storage, policy } = deps;
  const now = deps.now();
  const open = await findOpenAttempt(storage, attemptId, 'enrolment', now);
  if (!open) return failure('attempt_ended');
  const templates = await templatesOfSamples(attemptId, deps);
  if (!templates) return failure('enrolment_incomplete');
  if (largestDistance(templates.face.embeddings) > policy.face.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'face');
    return failure('faces_differ');
  }
  if (largestDistance(templates.voice.embeddings) > policy.voice.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'voice');
    return failure('voices_differ');
  }
  const booking = await bookAttempt({ kind: 'enrolment', name: open.name, address }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const full = await signUpQuota(address, 1, deps);
  if (full) {
    await settleAttempt(booked, { outcome: 'failure', reason: full.code }, deps);
    return full;
  }
  const attempt = await consumeAttempt(storage, attemptId, 'enrolment', now);
  if (!attempt) {
    await settleAttempt(booked, { outcome: 'failure', reason: 'attempt_ended' }, deps);
    return failure('attempt_ended');
  }
  try {
    const answer = await register(attempt, templates, booked, now, deps);
    return answer.ok ? { ...answer, deviceCookie: withKnownName(deviceCookie, attempt.name, deps) } : answer;
  } catch (error) {
    await settleAttempt(booked, { outcome: 'failure', reason: asSesameError(error)?.code ?? 'internal' }, deps);
    throw error;
  } finally {
    await forgetAttempt(attemptId, deps);
  }
}

async function register(
  attempt: Attempt,
  templates: Templates,
  booked: BookedAttempt,
  now: Date,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  const { storage } = deps;
  const existing = await findUserByName(storage, attempt.name);
  const user = existing ? undefined : await addUser(attempt, templates, now, deps);
  if (user) {
    await settleAttempt(booked, { outcome: 'accept', userId: user.id }, deps);
    void enterGalleries(user.id, templates, storage);
    return admit(user, ['face', 'voice'], deps);
  }
  const owner = existing ?? (await findUserByName(storage, attempt.name));
  const isOwner = owner !== null && (await isSamePerson(owner, templates, deps));
  const outcome = isOwner ? 'retry' : 'reject';
  await settleAttempt(booked, { outcome, reason: 'name_taken', userId: owner?.id }, deps);
  return failure(isOwner ? 'already_registered' : 'not_recognised');
}

/** The row makes the person (docs/decisions/001). Undefined when the name was taken. */
function addUser(attempt: Attempt, templates: Templates, now: Date, { storage }: AuthDeps): Promise<User | undefined> {
  const id = randomUUID();
  const user = {
    id,
    name: attempt.name,
    createdAt: now,
    consentedAt: attempt.createdAt,
    voiceModel: templates.voice.model,
  };
  return storage.templates.create(id, templates, () => createUser(storage, user));
}

async function isSamePerson(user: User, samples: Templates, deps: AuthDeps): Promise<boolean> {
  const enrolled = await templatesOf(deps.storage, user);
  // Of the quality that enrolment asks for.
  const compare = (modality: Modality): ModalityEvidence => {
    const { model, embeddings } = samples[modality];
    const observed = { model, embedding: meanEmbedding(embeddings) };
    const { minSimilarity: threshold } = deps.policy[modality];
    return { similarity: templateSimilarity(observed, enrolled[modality]), threshold, weight: 1, quality: [] };
  };
  const evidence = {
    burstSpread: 0,
    face: compare('face'),
    voice: compare('voice'),
    signals: [],
  };
  return decide(evidence, deps.policy).verdict === 'accept';
}

/** The samples gathered into templates; undefined when some are missing or a model changed on the way. */
async function templatesOfSamples(attemptId: string, deps: AuthDeps): Promise<Templates | undefined> {
  const samples = await readSamples(deps.storage, attemptId);
  const face = gatherSamples(samples, 'face');
  const voice = gatherSamples(samples, 'voice');
  return face && voice && { face, voice };
}
