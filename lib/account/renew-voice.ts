import type { Accepted, Enrolment } from '@/lib/api/contract';
import { ENROLMENT_LIFETIME_MS, MAX_CAPTURES_PER_ENROLMENT } from '@/lib/auth/attempt-limits';
import { bookAttempt, settleAttempt } from '@/lib/auth/book-attempt';
import type { AuthDeps } from '@/lib/auth/deps';
import { forgetAttempt, stateOf } from '@/lib/auth/enrol';
import { openAttempt } from '@/lib/auth/open-attempt';
import { cutSpoken } from '@/lib/auth/said-digits';
import { gatherPrints, gatherSamples } from '@/lib/auth/samples';
import { takeSample } from '@/lib/auth/take-sample';
import { admit } from '@/lib/auth/ticket';
import { asSesameError, type Failure, failure, type Result } from '@/lib/errors';
import { drawStrings } from '@/lib/liveness/digits/plan-strings';
import { isVoiceAsEnrolled, type VoiceJudge } from '@/lib/recognition/earlier-voice';
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
import { postponeRenewal, type Session } from '@/lib/storage/sessions';
import type { Template } from '@/lib/storage/template';
import { beginVoiceRenewal, noteSaidDigits, noteVoiceModel, type User } from '@/lib/storage/users';

/** Who renews a voice: a person, and how they came in. */
export interface Renewer {
  user: User;
  session: Pick<Session, 'amr'>;
}

/**
 * Whether the voice of a person was enrolled with another model than the one in use, or without the digits that log-ins ask for: asks the
 * sealed templates. Where only the row says so, because of a crash between the two, the row is corrected. Throws `storage_damaged`.
 */
export async function hasToRenew(user: User, deps: AuthDeps): Promise<boolean> {
  const { enrolled, current, saidDigits } = await voices(user, deps);
  if (enrolled.model === current && user.voiceModel !== current) await noteVoiceModel(deps.storage, user.id, current);
  if (saidDigits && !user.saidDigits) await noteSaidDigits(deps.storage, user.id);
  return isOutdated({ enrolled, current, saidDigits }, deps);
}

const isOutdated = (
  { enrolled, current, saidDigits }: Pick<Voices, 'enrolled' | 'current' | 'saidDigits'>,
  { liveness }: Pick<AuthDeps, 'liveness'>,
): boolean => enrolled.model !== current || (!saidDigits && liveness.mode !== 'off');

/** Leaves a renewal for another time, where the session rests on the voice, or on a passkey: any other can do nothing else. */
export async function postpone(
  { amr, hash }: Pick<Session, 'amr' | 'hash'>,
  { storage }: Pick<AuthDeps, 'storage'>,
): Promise<void> {
  if (amr.includes('voice') || amr.includes('passkey')) await postponeRenewal(storage, hash);
}

/**
 * Opens a renewal of the person who is signed in, or goes on with the one that is open. Only somebody whose voice is outdated, or whose
 * digits are not known, has one (`attempt_ended`). `not_signed_in` where the old voice cannot be compared and neither a code nor a passkey opened the session.
 */
export async function startRenewal(who: Renewer, address: string, deps: AuthDeps): Promise<Result<Enrolment>> {
  const { user, session } = who;
  const refused = refusal(session, await voices(user, deps), deps);
  if (refused) return refused;
  const open = await findAttemptOf(deps.storage, user.id, 'renewal', deps.now(), MAX_CAPTURES_PER_ENROLMENT);
  const opened = open ? { ok: true as const, attempt: open } : await openRenewal(user, address, deps);
  if (!opened.ok) return opened;
  const { attempt } = opened;
  return { ok: true, ...stateOf(attempt, await listSamples(deps.storage, attempt.id)), photos: [] };
}

/** Observes one recording and keeps its embedding, or says what to change. Throws `busy` and what decoding throws. */
export async function recordRenewal(
  { user }: Renewer,
  input: { attemptId: string; index: number; recording: string },
  deps: AuthDeps,
): Promise<Result> {
  if (!(await ownRenewal(user, input.attemptId, deps))) return failure('attempt_ended');
  return takeSample('renewal', { ...input, modality: 'voice', file: input.recording }, deps);
}

/**
 * Finishes a renewal: the recordings must be complete, of the model in use, of one voice, none of them handed in before, and, where it
 * can be compared, of the voice that was enrolled (`not_recognised`), so that a session in other hands exchanges nothing. Then they take
 * the place of the enrolled ones. All sessions end, and a ticket opens the next.
 */
export async function renewVoice(
  who: Renewer,
  attemptId: string,
  address: string,
  deps: AuthDeps,
): Promise<Result<Accepted>> {
  const { storage, policy } = deps;
  const { user, session } = who;
  const compared = await voices(user, deps);
  const refused = refusal(session, compared, deps);
  if (refused) return refused;
  const open = await ownRenewal(user, attemptId, deps);
  if (!open) return failure('attempt_ended');
  const { enrolled, current, before } = compared;
  const samples = await readSamples(storage, attemptId);
  const voice = gatherSamples(samples, 'voice');
  const isStale = samples.some(
    ({ template }) =>
      template.model !== current || (before && before.model.id !== current && !template.others?.[before.model.id]),
  );
  if (isStale) await deleteSamples(storage, attemptId, 'voice');
  if (isStale || !voice) return failure('enrolment_incomplete');
  if (largestDistance(voice.embeddings) > policy.voice.maxEnrolmentDistance) {
    await deleteSamples(storage, attemptId, 'voice');
    return failure('voices_differ');
  }
  const said = deps.liveness.mode === 'off' ? undefined : cutSpoken(open.steps, samples);
  if (said && said.again.length > 0) {
    await deleteSamples(storage, attemptId, 'voice', said.again);
    return { ...failure('digits_unclear'), again: said.again };
  }
  const device = `a session of ${user.id}`;
  const booking = await bookAttempt({ kind: 'renewal', name: user.name, address, device }, deps);
  if (!booking.ok) return booking;
  const { booked } = booking;
  const settle = (outcome: 'accept' | 'reject' | 'failure', reason: string): Promise<void> =>
    settleAttempt(booked, { outcome, reason, userId: user.id }, deps);
  if (before && !isVoiceAsEnrolled(voice, enrolled, before)) {
    await deleteSamples(storage, attemptId, 'voice');
    await settle('reject', 'voice_mismatch');
    return failure('not_recognised');
  }
  try {
    const attempt = await consumeAttempt(storage, attemptId, 'renewal', deps.now());
    const prints = gatherPrints(samples);
    if (attempt && (await replaysOf(user, unpackedPrints(prints), deps)).sound) {
      await settle('reject', 'replayed_sound');
      return failure('not_recognised');
    }
    const renewed = attempt && (await replaceVoice(user, { voice, digits: said?.digits }, prints, deps));
    await settle(renewed ? 'accept' : 'failure', renewed ? basis(before, session) : 'attempt_ended');
    // The new voice was enrolled, not recognised: the session is worth what the one before was.
    return renewed ? await admit(renewed, session.amr, deps) : failure('attempt_ended');
  } catch (error) {
    await settle('failure', asSesameError(error)?.code ?? 'internal');
    throw error;
  } finally {
    await forgetAttempt(attemptId, deps);
  }
}

/** What a renewal rests on, for the audit trail. */
function basis(before: VoiceJudge | undefined, { amr }: Renewer['session']): string {
  if (before) return 'old_voice';
  return amr.includes('passkey') ? 'passkey' : 'renewal_code';
}

function refusal({ amr }: Renewer['session'], compared: Voices, deps: AuthDeps): Failure | undefined {
  if (!isOutdated(compared, deps)) return failure('attempt_ended');
  return compared.before || amr.includes('otp') || amr.includes('passkey') ? undefined : failure('not_signed_in');
}

/**
 * The row says that it begins before the template is replaced, so that of two renewals at once only one replaces it, and which model it
 * is of only after: a crash between leaves a row that is behind its template, which the next log-in corrects, and an old model is
 * never taken for one that nobody is enrolled with any more.
 */
async function replaceVoice(
  user: User,
  { voice, digits }: { voice: Template; digits: Uint8Array | undefined },
  prints: readonly Print[],
  { storage, now }: AuthDeps,
): Promise<User | undefined> {
  const renewed = await beginVoiceRenewal(storage, user, now());
  if (!renewed) return undefined;
  await storage.templates.replace(user.id, 'voice', voice);
  if (digits) await storage.templates.replaceDigits(user.id, digits);
  await keepEnrolledPrints(storage, user.id, prints, now());
  await noteVoiceModel(storage, user.id, voice.model);
  if (digits) await noteSaidDigits(storage, user.id);
  void enterGalleries(user.id, { voice }, storage);
  return renewed;
}

interface Voices {
  enrolled: Template;
  /** The model in use. */
  current: string;
  saidDigits: boolean;
  /** What to compare the enrolled voice by, where its model is still there. */
  before: VoiceJudge | undefined;
}

async function voices(user: User, deps: AuthDeps): Promise<Voices> {
  const enrolled = await deps.storage.templates.readOne(user.id, 'voice');
  const saidDigits = (await deps.storage.templates.readDigits(user.id)) !== undefined;
  const inUse: VoiceJudge = { model: await deps.voiceModel(), policy: deps.policy };
  const before = [inUse, ...(await deps.earlierVoices())].find(({ model }) => model.id === enrolled.model);
  return { enrolled, current: inUse.model.id, saidDigits, before };
}

function openRenewal(
  { id: userId, name }: User,
  address: string,
  deps: AuthDeps,
): Promise<{ ok: true; attempt: Attempt } | Failure> {
  const lifetimeMs = ENROLMENT_LIFETIME_MS;
  return openAttempt({ kind: 'renewal', name, userId, steps: drawStrings(deps.random), lifetimeMs }, address, deps);
}

/** The open renewal with this id if it is this person's; anybody else's looks like none. */
async function ownRenewal(user: User, attemptId: string, deps: AuthDeps): Promise<Attempt | undefined> {
  const attempt = await findOpenAttempt(deps.storage, attemptId, 'renewal', deps.now());
  return attempt?.userId === user.id ? attempt : undefined;
}
