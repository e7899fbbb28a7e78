import { randomUUID } from 'node:crypto';
import { CONSENT_VERSION } from '@/lib/api/consent';
import { decide, type ModalityEvidence } from '@/lib/decision/decide';
import type { Modality } from '@/lib/decision/modality';
import type { Signal } from '@/lib/decision/signal';
import { asSesameError, failure, type Result } from '@/lib/errors';
import { meanEmbedding } from '@/lib/math/vector';
import { templatesOf } from '@/lib/recognition/dummy-templates';
import { enterGalleries } from '@/lib/recognition/template-gallery';
import { largestDistance, templateSimilarity } from '@/lib/recognition/template-similarity';
import { replaysOf, unpackedPrints } from '@/lib/risk/replays';
import {
  type Attempt,
  consumeAttempt,
  deleteSamples,
  findOpenAttempt,
  readSamples,
  reopenAttempt,
  type StoredSample,
} from '@/lib/storage/attempts';
import type { Print } from '@/lib/storage/replay-prints';
import type { EnrolledTemplates, Templates } from '@/lib/storage/template-store';
import { createUser, findRecognisable, findUserByName, nameKey, type User } from '@/lib/storage/users';
import { type BookedAttempt, bookAttempt, settleAttempt } from './book-attempt';
import type { AuthDeps } from './deps';
import { forgetAttempt } from './enrol';
import { letIn, type OnKnownDevice } from './known-device';
import { cutSpoken } from './said-digits';
import { gatherPrints, gatherSamples } from './samples';
import { signUpQuota } from './sign-up-quota';
import { mayTellRegistered } from './tell-registered';

/**
 * Finishes a sign-up: the samples must be complete and show one person, then they are sealed and the person exists.
 * A name that is taken is told (`already_registered`) only to the face and voice it belongs to, twice a day; anybody else, and
 * whoever hands in copies of earlier captures, gets `not_recognised`. All of these count as failed sign-ups under that name, never
 * against the log-ins of its owner.
 * Whoever gets that may try another name with the same samples. The device is known for the name from then on.
 */
export async function signUp(
  { attemptId, name }: { attemptId: string; name?: string | undefined },
  address: string,
  deps: AuthDeps,
  deviceCookie = '',
): Promise<Result<OnKnownDevice>> {
  const { storage, policy } = deps;
  const now = deps.now();
  const open = await findOpenAttempt(storage, attemptId, 'enrolment', now);
  if (!open) return failure('attempt_ended');
  const wanted = name ?? open.name;
  const samples = await readSamples(storage, attemptId);
  const templates = templatesOfSamples(samples);
  if (!templates) return failure('enrolment_incomplete');
  if (largestDistance(templates.face.embeddings) > policy.face.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'face');
    return failure('faces_differ');
  }
  if (largestDistance(templates.voice.embeddings) > policy.voice.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'voice');
    return failure('voices_differ');
  }
  const said = deps.liveness.mode === 'off' ? undefined : cutSpoken(open.steps, samples);
  if (said && said.again.length > 0) {
    await deleteSamples(storage, attemptId, 'voice', said.again);
    return { ...failure('digits_unclear'), again: said.again };
  }
  const booking = await bookAttempt({ kind: 'enrolment', name: wanted, address }, deps);
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
  let isOver = true;
  try {
    const enrolment = { templates: { ...templates, digits: said?.digits }, prints: gatherPrints(samples) };
    const handedIn = { attempt: { ...attempt, name: wanted }, address, deviceCookie, enrolment };
    const answer = await register(handedIn, booked, deps);
    isOver = answer.ok || answer.code !== 'not_recognised';
    return answer;
  } catch (error) {
    await settleAttempt(booked, { outcome: 'failure', reason: asSesameError(error)?.code ?? 'internal' }, deps);
    throw error;
  } finally {
    await (isOver ? forgetAttempt(attemptId, deps) : reopenAttempt(storage, attemptId));
  }
}

/** What the samples of a sign-up come to. */
interface Enrolled {
  templates: EnrolledTemplates;
  prints: Print[];
}

/** A sign-up that hands in all that it was asked for, and from where. */
interface CompleteSignUp {
  attempt: Attempt;
  address: string;
  deviceCookie: string;
  enrolment: Enrolled;
}

async function register(
  { attempt, address, deviceCookie, enrolment }: CompleteSignUp,
  booked: BookedAttempt,
  deps: AuthDeps,
): Promise<Result<OnKnownDevice>> {
  const { storage } = deps;
  const existing = await findUserByName(storage, attempt.name);
  const user = existing ? undefined : await addUser(attempt, enrolment, deps.now(), deps);
  if (user) {
    await settleAttempt(booked, { outcome: 'accept', userId: user.id }, deps);
    void enterGalleries(user.id, enrolment.templates, storage);
    return letIn(user, ['face', 'voice'], deviceCookie, deps);
  }
  const owner = await findRecognisable(storage, attempt.name);
  const signals = owner ? await replaySignals(owner, enrolment, deps) : [];
  const isOwner = owner !== null && (await isSamePerson(owner, enrolment.templates, deps)) && signals.length === 0;
  const isTold = isOwner && (await mayTellRegistered(attempt.name, address, deps));
  const reason = isOwner ? 'already_registered' : 'name_taken';
  await settleAttempt(booked, { outcome: 'reject', reason, userId: owner?.id, signals }, deps);
  return failure(isTold ? 'already_registered' : 'not_recognised');
}

/** The row makes the person (docs/decisions/001). Undefined when the name was taken. */
function addUser(
  attempt: Attempt,
  { templates, prints }: Enrolled,
  now: Date,
  { storage }: AuthDeps,
): Promise<User | undefined> {
  const id = randomUUID();
  const user = {
    id,
    name: attempt.name,
    createdAt: now,
    consentedAt: attempt.createdAt,
    consentVersion: CONSENT_VERSION,
    voiceModel: templates.voice.model,
    saidDigits: templates.digits !== undefined,
  };
  return storage.templates.create({ id, nameKey: nameKey(user.name) }, templates, () =>
    createUser(storage, user, prints),
  );
}

/** Samples that were handed in before, at the enrolment or a log-in of the owner, are no proof of being the owner. */
async function replaySignals(owner: User, { prints }: Enrolled, deps: AuthDeps): Promise<Signal[]> {
  const { sound, picture } = await replaysOf(owner, unpackedPrints(prints), deps);
  return [...(sound ? (['replayed_sound'] as const) : []), ...(picture ? (['replayed_picture'] as const) : [])];
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
function templatesOfSamples(samples: readonly StoredSample[]): Templates | undefined {
  const face = gatherSamples(samples, 'face');
  const voice = gatherSamples(samples, 'voice');
  return face && voice && { face, voice };
}
