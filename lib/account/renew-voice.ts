import type { Accepted, Enrolment } from '@/lib/api/contract';
import { ENROLMENT_LIFETIME_MS, MAX_CAPTURES_PER_ENROLMENT } from '@/lib/auth/attempt-limits';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { forgetAttempt, stateOf } from '@/lib/auth/enrol';
import { openAttempt } from '@/lib/auth/open-attempt';
import { gatherPrints, gatherSamples } from '@/lib/auth/samples';
import { takeSample } from '@/lib/auth/take-sample';
import { admit } from '@/lib/auth/ticket';
import { asSesameError, type Failure, failure, type Result } from '@/lib/errors';
import { SAMPLES } from '@/lib/media/capture-limits';
import { enterGalleries } from '@/lib/recognition/template-gallery';
import { largestDistance } from '@/lib/recognition/template-similarity';
import { replaysOf, unpackedPrints } from '@/lib/risk/replays';
import {
  type Attempt,
  consumeAttempt,
  deleteSamples,
  findAttemptOf,
  findOpenAttempt,
  listSamples,
  readSamples,
} from '@/lib/storage/attempts';
import { keepEnrolledPrints, type Print } from '@/lib/storage/replay-prints';
import type { Template } from '@/lib/storage/template';
import { noteVoiceModel, type User } from '@/lib/storage/users';

/**
 * Whether the person who is signed in has to enrol their voice again: asks the sealed template. Where that is of the model in
 * use and only the row says otherwise, because of a crash between the two, the row is corrected. Throws `storage_damaged`.
 */
export async function hasToRenew(user: User, deps: AuthDeps): Promise<boolean> {
  const { enrolled, current } = await voiceModels(user, deps);
  if (enrolled === current && user.voiceModel !== enrolled) await noteVoiceModel(deps.storage, user, enrolled);
  return enrolled !== current;
}

/**
 * Opens a renewal of the person who is signed in, or goes on with the one that is open. Only somebody whose voice is
 * outdated has one (`attempt_ended`): a session that fell into other hands must not exchange a voice.
 */
export async function startRenewal(user: User, address: string, deps: AuthDeps): Promise<Result<Enrolment>> {
  const { enrolled, current } = await voiceModels(user, deps);
  if (enrolled === current) return failure('attempt_ended');
  const open = await findAttemptOf(deps.storage, user.id, 'renewal', deps.now(), MAX_CAPTURES_PER_ENROLMENT);
  const opened = open ? { ok: true as const, attempt: open } : await openRenewal(user, address, deps);
  if (!opened.ok) return opened;
  const { attempt } = opened;
  return { ok: true, ...stateOf(attempt, await listSamples(deps.storage, attempt.id)), photos: [] };
}

/** Observes one recording and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export async function recordRenewal(
  user: User,
  input: { attemptId: string; index: number; recording: string },
  deps: AuthDeps,
): Promise<Result> {
  if (!(await ownRenewal(user, input.attemptId, deps))) return failure('attempt_ended');
  return takeSample('renewal', { ...input, modality: 'voice', file: input.recording }, deps);
}

/**
 * Finishes a renewal: the recordings must be complete, of the model in use, of one voice and none that was handed in before; then they take the place of the
 * enrolled ones. All sessions end, and a ticket opens the next: others that came in by the face alone must not live on.
 */
export async function renewVoice(
  user: User,
  attemptId: string,
  address: string,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  const { storage, policy } = deps;
  const now = deps.now();
  const { enrolled, current } = await voiceModels(user, deps);
  if (enrolled === current || !(await ownRenewal(user, attemptId, deps))) return failure('attempt_ended');
  const samples = await readSamples(storage, attemptId);
  const isStale = samples.some(({ template }) => template.model !== current);
  if (isStale) await deleteSamples(storage, attemptId, 'voice');
  const voice = isStale ? undefined : gatherSamples(samples, 'voice');
  if (!voice) return failure('enrolment_incomplete');
  if (largestDistance(voice.embeddings) > policy.voice.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'voice');
    return failure('voices_differ');
  }
  const device = `a session of ${user.id}`;
  const booking = await bookAttempt({ kind: 'renewal', name: user.name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  try {
    const attempt = await consumeAttempt(storage, attemptId, 'renewal', now);
    const prints = gatherPrints(samples);
    if (attempt && (await replaysOf(user, unpackedPrints(prints), deps)).sound) {
      await settleAttempt(booked, { outcome: 'reject', userId: user.id, signals: ['replayed_sound'] }, deps);
      return failure('not_recognised');
    }
    const renewed = attempt && (await replaceVoice(user, voice, prints, now, deps));
    if (!renewed) {
      await settleAttempt(booked, { outcome: 'failure', reason: 'attempt_ended', userId: user.id }, deps);
      return failure('attempt_ended');
    }
    await settleAttempt(booked, { outcome: 'accept', userId: user.id }, deps);
    // The voice was enrolled, not recognised.
    return await admit(renewed, ['face'], deps);
  } catch (error) {
    const reason = asSesameError(error)?.code ?? 'internal';
    await settleAttempt(booked, { outcome: 'failure', reason, userId: user.id }, deps);
    throw error;
  } finally {
    await forgetAttempt(attemptId, deps);
  }
}

/**
 * The row is told before the template is replaced, so that of two renewals at once only one replaces it. After a crash between the
 * two the template is what counts: the next log-in finds the row ahead of it, corrects that, and asks for a renewal again.
 */
async function replaceVoice(
  user: User,
  voice: Template,
  prints: readonly Print[],
  now: Date,
  { storage }: AuthDeps,
): Promise<User | undefined> {
  const renewed = await noteVoiceModel(storage, user, voice.model, now);
  if (!renewed) return undefined;
  await storage.templates.replace(user.id, 'voice', voice);
  await keepEnrolledPrints(storage, user.id, prints, now);
  void enterGalleries(user.id, { voice }, storage);
  return renewed;
}

async function voiceModels(user: User, deps: AuthDeps): Promise<{ enrolled: string; current: string }> {
  const enrolled = await deps.storage.templates.readOne(user.id, 'voice');
  return { enrolled: enrolled.model, current: (await deps.voiceModel()).id };
}

function openRenewal(
  { id: userId, name }: User,
  address: string,
  deps: AuthDeps,
): Promise<{ ok: true; attempt: Attempt } | Failure> {
  const lifetimeMs = ENROLMENT_LIFETIME_MS;
  return openAttempt({ kind: 'renewal', name, userId, sentences: SAMPLES, lifetimeMs }, address, deps);
}

/** The open renewal with this id if it is this person's; anybody else's looks like none. */
async function ownRenewal(user: User, attemptId: string, deps: AuthDeps): Promise<Attempt | undefined> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'renewal', deps.now());
  return attempt?.userId === user.id ? attempt : undefined;
}
