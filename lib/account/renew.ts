import type { Accepted, Enrolment } from '@/lib/api/contract';
import { MAX_CAPTURES_PER_ENROLMENT } from '@/lib/auth/attempt-limits';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { forgetAttempt, stateOf } from '@/lib/auth/enrol';
import { openAttempt } from '@/lib/auth/open-attempt';
import { cutSpoken } from '@/lib/auth/said-digits';
import { gatherPrints, gatherSamples, SAMPLES_OF } from '@/lib/auth/samples';
import { isFresh } from '@/lib/auth/session-check';
import { takeSample } from '@/lib/auth/take-sample';
import { admit } from '@/lib/auth/ticket';
import type { Modality } from '@/lib/decision/modality';
import { asSesameError, type Failure, failure, type Result } from '@/lib/errors';
import { drawStrings } from '@/lib/liveness/digits/plan-strings';
import { isAsEnrolled, type SampleJudge } from '@/lib/recognition/earlier-voice';
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
  type StoredSample,
} from '@/lib/storage/attempts';
import { keepEnrolledPrints, type Print } from '@/lib/storage/replay-prints';
import { RETENTION } from '@/lib/storage/retention';
import type { Session } from '@/lib/storage/sessions';
import type { Template } from '@/lib/storage/template';
import { beginRenewal, noteSaidDigits, noteVoiceModel, type User } from '@/lib/storage/users';
import { type EnrolledSamples, enrolledSamples } from './enrolled-samples';

/** Who renews samples: a person, how they came in, and when. */
export interface Renewer {
  user: User;
  session: Pick<Session, 'amr' | 'startedAt'>;
}

/**
 * Opens a renewal of the face or the voice of the person who is signed in, or goes on with the one that is open. Of samples that are as
 * they should be only somebody has one who logged in just now (`not_fresh`). `not_signed_in` where the old samples cannot be compared and
 * no code opened the session; a code is for nothing but an outdated voice (`attempt_ended`).
 */
export async function startRenewal(
  who: Renewer,
  modality: Modality,
  address: string,
  deps: AuthDeps,
): Promise<Result<Enrolment>> {
  const { user, session } = who;
  if (user.withdrawnAt) return failure('attempt_ended');
  const samples = await enrolledSamples(user, modality, deps);
  const refused = refusal(session, samples);
  if (refused) return refused;
  const now = deps.now();
  if (!samples.isOutdated && !isFresh(session, now)) return failure('not_fresh');
  const open = await findAttemptOf(
    deps.storage,
    { userId: user.id, modality },
    'renewal',
    now,
    MAX_CAPTURES_PER_ENROLMENT,
  );
  const opened = open ? { ok: true as const, attempt: open } : await openRenewal(user, modality, address, deps);
  if (!opened.ok) return opened;
  const { attempt } = opened;
  const state = stateOf(attempt, await listSamples(deps.storage, attempt.id));
  return { ok: true, ...state, ...(modality === 'face' ? { recordings: [] } : { photos: [] }) };
}

/** Observes one photo or recording and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export async function recordRenewal(
  { user }: Pick<Renewer, 'user'>,
  input: { attemptId: string; index: number; file: string },
  deps: AuthDeps,
): Promise<Result> {
  const open = await ownRenewal(user, input.attemptId, deps);
  if (!open) return failure('attempt_ended');
  const { modality } = open;
  if (input.index >= SAMPLES_OF[modality]) return failure('invalid_request');
  return takeSample('renewal', { ...input, modality }, deps);
}

/**
 * Finishes a renewal: the samples must be complete, of the model in use, of one person, none of them handed in before, and, where they
 * can be compared, of the face or voice that was enrolled (`not_recognised`), so that a session in other hands exchanges nothing. Then they
 * take the place of the enrolled ones. All sessions end, and a ticket opens the next.
 */
export async function renew(
  who: Renewer,
  attemptId: string,
  address: string,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  const { storage } = deps;
  const { user, session } = who;
  const open = await ownRenewal(user, attemptId, deps);
  if (!open) return failure('attempt_ended');
  const { modality } = open;
  const compared = await enrolledSamples(user, modality, deps);
  const { judge } = compared;
  const refused = refusal(session, compared);
  if (refused) return refused;
  const gathered = await gatherRenewal(open, compared, deps);
  if (!gathered.ok) return gathered;
  const { template, samples, digits } = gathered;
  const device = `a session of ${user.id}`;
  const booking = await bookAttempt({ kind: 'renewal', name: user.name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const settle = (outcome: 'accept' | 'reject' | 'failure', reason: string): Promise<void> =>
    settleAttempt(booked, { outcome, reason, userId: user.id }, deps);
  if (judge && !isAsEnrolled(modality, template, compared.enrolled, judge)) {
    await deleteSamples(storage, attemptId, modality);
    await settle('reject', `${modality}_mismatch`);
    return failure('not_recognised');
  }
  try {
    const attempt = await consumeAttempt(storage, attemptId, 'renewal', deps.now());
    const prints = gatherPrints(samples);
    const replayed = attempt && (await replaysOf(user, unpackedPrints(prints), deps));
    if (replayed?.sound || replayed?.picture) {
      await settle('reject', replayed.sound ? 'replayed_sound' : 'replayed_picture');
      return failure('not_recognised');
    }
    const renewed = attempt && (await replaceSamples(user, modality, { template, digits }, prints, deps));
    await settle(renewed ? 'accept' : 'failure', renewed ? basis(modality, judge) : 'attempt_ended');
    // The new samples were enrolled, not recognised: the session is worth what the one before was.
    return renewed ? await admit(renewed, session.amr, deps) : failure('attempt_ended');
  } catch (error) {
    await settle('failure', asSesameError(error)?.code ?? 'internal');
    throw error;
  } finally {
    await forgetAttempt(attemptId, deps);
  }
}

/** What a renewal rests on, for the audit trail. */
const basis = (modality: Modality, judge: SampleJudge | undefined): string =>
  judge ? `old_${modality}` : 'renewal_code';

function refusal({ amr }: Renewer['session'], { judge, isOutdated }: EnrolledSamples): Failure | undefined {
  const isByCode = amr.includes('otp');
  if (isOutdated) return judge || isByCode ? undefined : failure('not_signed_in');
  if (isByCode) return failure('attempt_ended');
  return judge ? undefined : failure('not_signed_in');
}

/** What the samples of a renewal come to. */
interface Gathered {
  template: Template;
  samples: StoredSample[];
  digits: Uint8Array | undefined;
}

/** The samples of a renewal as a template, or what is wrong with them; what has to be taken again is dropped. */
async function gatherRenewal(
  { id, steps, modality }: Renewal,
  { current, judge }: EnrolledSamples,
  { storage, policy, liveness }: AuthDeps,
): Promise<Result<Gathered>> {
  const samples = await readSamples(storage, id);
  const template = gatherSamples(samples, modality);
  const isStale = samples.some(
    ({ template: { model, others } }) =>
      model !== current || (judge && judge.model.id !== current && !others?.[judge.model.id]),
  );
  if (isStale) await deleteSamples(storage, id, modality);
  if (isStale || !template) return failure('enrolment_incomplete');
  if (largestDistance(template.embeddings) > policy[modality].maxEnrolmentDistance) {
    await deleteSamples(storage, id, modality);
    return failure(modality === 'face' ? 'faces_differ' : 'voices_differ');
  }
  const said = modality === 'voice' && liveness.mode !== 'off' ? cutSpoken(steps, samples) : undefined;
  if (said && said.again.length > 0) {
    await deleteSamples(storage, id, 'voice', said.again);
    return { ...failure('digits_unclear'), again: said.again };
  }
  return { ok: true, template, samples, digits: said?.digits };
}

/**
 * The row says that it begins before the template is replaced, so that of two renewals at once only one replaces it, and which model it
 * is of only after: a crash between leaves a row that is behind its template, which the next log-in corrects, and an old model is
 * never taken for one that nobody is enrolled with any more. What log-ins added to the old samples goes with them.
 */
async function replaceSamples(
  user: User,
  modality: Modality,
  { template, digits }: Pick<Gathered, 'template' | 'digits'>,
  prints: readonly Print[],
  { storage, now }: AuthDeps,
): Promise<User | undefined> {
  const renewed = await beginRenewal(storage, user, modality, now());
  if (!renewed) return undefined;
  await storage.templates.replace(user.id, modality, template);
  if (digits) await storage.templates.replaceDigits(user.id, digits);
  await storage.templates.remove(user.id, `${modality}-adaptive`);
  await keepEnrolledPrints(storage, user.id, prints, now());
  if (modality === 'voice') await noteVoiceModel(storage, user.id, template.model);
  if (digits) await noteSaidDigits(storage, user.id);
  void enterGalleries(user.id, { [modality]: template }, storage);
  return renewed;
}

/** A renewal that is under way. */
type Renewal = Attempt & { modality: Modality };

function openRenewal(
  { id: userId, name }: User,
  modality: Modality,
  address: string,
  deps: AuthDeps,
): Promise<{ ok: true; attempt: Attempt } | Failure> {
  const steps = modality === 'voice' ? drawStrings(deps.random) : [];
  const opening = { kind: 'renewal' as const, name, userId, modality, steps, lifetimeMs: RETENTION.unfinished };
  return openAttempt(opening, address, deps);
}

/** The open renewal with this id if it is this person's; anybody else's looks like none. */
async function ownRenewal(user: User, attemptId: string, deps: AuthDeps): Promise<Renewal | undefined> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'renewal', deps.now());
  return attempt?.userId === user.id && attempt.modality ? { ...attempt, modality: attempt.modality } : undefined;
}
