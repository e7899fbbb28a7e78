import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLimit } from '@/lib/auth/attempt-limits';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { logIn, startLogin } from '@/lib/auth/login';
import { openSession } from '@/lib/auth/open-session';
import { sessionOf } from '@/lib/auth/session-token';
import { signUp } from '@/lib/auth/sign-up';
import { newSecret } from '@/lib/auth/ticket';
import type { Result } from '@/lib/errors';
import { cosineSimilarity, meanEmbedding } from '@/lib/math/vector';
import { decodeSound } from '@/lib/media/sound';
import { templateGallery } from '@/lib/recognition/template-gallery';
import { createAttempt, findOpenAttempt } from '@/lib/storage/attempts';
import type { Storage } from '@/lib/storage/storage';
import { sweep } from '@/lib/storage/sweep';
import { inDomain } from '@/lib/storage/template';
import { findUserByName, noteVoiceModel, type User } from '@/lib/storage/users';
import { photo, recording, type Speaker, sentence } from '@/lib/testing/captures';
import { rememberingDeps, type TestDeps } from '@/lib/testing/deps';
import type { Person } from '@/lib/testing/faces';
import { signInAs } from '@/lib/testing/sessions';
import { openTestStorage } from '@/lib/testing/storage';
import { observeVoice } from '@/lib/voice/observe';
import { hasToRenew, recordRenewal, renewVoice, startRenewal } from './renew-voice';

const ADDRESS = '203.0.113.9';
const BROWSER = 'Firefox on Linux';
const BEARER = { address: ADDRESS, browser: BROWSER };
const OLD = 'a-model-of-before';
const ENDED = { ok: false, code: 'attempt_ended' };

const VOICES = { modality: 'voice', model: 'ecapa-tdnn-192', dimensions: 192, members: 'all' } as const;

let storage: Storage;
/** With the model in use. */
let deps: TestDeps;
/** With the one before: the same network under another id. */
let before: TestDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
  before = { ...deps, voiceModel: async () => ({ ...(await deps.voiceModel()), id: OLD }) };
});
afterAll(() => storage.close());
beforeEach(async () => {
  await storage.prisma
    .$executeRaw`TRUNCATE "User", "Attempt", "EnrolmentSample", "Ticket", "AuditEvent", "CaptureFingerprint", "LimitBucket" CASCADE`;
});

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

async function userOf(name: string): Promise<User> {
  const user = await findUserByName(storage, name);
  return user!;
}

async function enrol(name: string, face: Person, voice: Speaker, when: TestDeps): Promise<string> {
  const { attemptId } = succeeded(await startEnrolment({ name, consent: true }, ADDRESS, when));
  for (const index of [0, 1, 2]) {
    succeeded(await takePhoto({ attemptId, index, photo: await photo(face, index === 2 ? 1 : 0) }, when));
    const recording = await sentence(voice, (index + 1) as 1 | 2 | 3);
    succeeded(await recordVoice({ attemptId, index, recording }, when));
  }
  return succeeded(await signUp(attemptId, ADDRESS, when)).ticket;
}

async function tryLogin(name: string, face: Person, voice: Speaker): Promise<Result<{ ticket: string }>> {
  const { attemptId } = succeeded(await startLogin(name, ADDRESS, deps));
  const capture = { attemptId, frames: [await photo(face, 0)], recording: await sentence(voice, 4) };
  return logIn(capture, { address: ADDRESS, browser: BROWSER }, deps);
}

async function record(user: User, attemptId: string, voices: readonly Speaker[]): Promise<void> {
  for (const [index, voice] of voices.entries()) {
    const recording = await sentence(voice, (index + 1) as 1 | 2 | 3);
    succeeded(await recordRenewal(user, { attemptId, index, recording }, deps));
  }
}

const reasons = async (): Promise<unknown[]> =>
  (await storage.prisma.auditEvent.findMany({ where: { kind: 'login' } })).map(({ outcome, reason }) => [
    outcome,
    reason,
  ]);

describe('a log-in after a change of the voice model', () => {
  it('succeeds by the face, says so in the audit, and leaves the voice to be enrolled again', async () => {
    await enrol('ada', 'ada', 'slt', before);
    const { ticket } = succeeded(await tryLogin('ada', 'ada', 'slt'));
    expect((await openSession(storage, ticket, BEARER, deps.now()))?.user).toMatchObject({ name: 'ada' });
    expect(await reasons()).toEqual([['accept', 'voice_model_changed']]);
    expect(await hasToRenew(await userOf('ada'), deps)).toBe(true);
  });

  it('is refused for another face, in the words of an unknown name', async () => {
    await enrol('ada', 'ada', 'slt', before);
    const other = await tryLogin('ada', 'berta', 'slt');
    expect(other).toEqual({ ok: false, code: 'not_recognised' });
    expect(await tryLogin('nobody', 'ada', 'slt')).toEqual(other);
  });

  it('is an ordinary one for people of the model in use', async () => {
    await enrol('ada', 'ada', 'slt', deps);
    expect(await hasToRenew(await userOf('ada'), deps)).toBe(false);
    expect(await tryLogin('ada', 'ada', 'rms')).toEqual({ ok: false, code: 'not_recognised' });
    succeeded(await tryLogin('ada', 'ada', 'slt'));
    expect(await reasons()).toEqual([
      ['reject', 'voice_mismatch'],
      ['accept', null],
    ]);
  });
});

describe('a renewal', () => {
  async function outdated(): Promise<User> {
    await enrol('ada', 'ada', 'slt', before);
    succeeded(await tryLogin('ada', 'ada', 'slt'));
    return userOf('ada');
  }

  it('takes the place of the old voice; after it the voice counts again', async () => {
    const user = await outdated();
    const gallery = await templateGallery(VOICES, deps);
    const { attemptId, sentences } = succeeded(await startRenewal(user, ADDRESS, deps));
    expect(sentences).toHaveLength(3);
    await record(user, attemptId, ['slt', 'slt', 'slt']);
    const { ticket } = succeeded(await renewVoice(user, attemptId, ADDRESS, deps));
    expect((await openSession(storage, ticket, BEARER, deps.now()))?.user).toMatchObject({ name: 'ada' });
    expect(await hasToRenew(await userOf('ada'), deps)).toBe(false);
    expect(await storage.prisma.attempt.count()).toBe(0);
    await vi.waitFor(() => expect(gallery.people.has(user.id)).toBe(true));
    const { others } = await storage.templates.readOne(user.id, 'voice');
    const { background } = await deps.voiceEnsemble();
    expect(others?.[background.id]).toHaveLength(3);
    succeeded(await tryLogin('ada', 'ada', 'slt'));
    expect(await tryLogin('ada', 'ada', 'rms')).toEqual({ ok: false, code: 'not_recognised' });
  });

  it('ends the sessions from before', async () => {
    const user = await outdated();
    const token = await signInAs(user, storage, deps.now());
    const { attemptId } = succeeded(await startRenewal(user, ADDRESS, deps));
    await record(user, attemptId, ['slt', 'slt', 'slt']);
    expect(await sessionOf(token, storage, deps.now())).toMatchObject({ ok: true });
    succeeded(await renewVoice(user, attemptId, ADDRESS, deps));
    expect(await sessionOf(token, storage, deps.now())).toEqual({ ok: false, reason: 'ended' });
    await sweep(storage, deps.now(), 600_000);
    expect(await storage.prisma.session.count()).toBe(0);
  });

  it('goes on where it was', async () => {
    const user = await outdated();
    const first = succeeded(await startRenewal(user, ADDRESS, deps));
    await record(user, first.attemptId, ['slt']);
    const second = succeeded(await startRenewal(user, ADDRESS, deps));
    expect(second).toMatchObject({ attemptId: first.attemptId, recordings: [true, false, false] });
    expect(await renewVoice(user, first.attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'enrolment_incomplete' });
  });

  it('refuses two voices, and asks for all again', async () => {
    const user = await outdated();
    const { attemptId } = succeeded(await startRenewal(user, ADDRESS, deps));
    await record(user, attemptId, ['slt', 'slt', 'rms']);
    expect(await renewVoice(user, attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'voices_differ' });
    expect(succeeded(await startRenewal(user, ADDRESS, deps)).recordings).toEqual([false, false, false]);
  });

  it('is nobody else’s', async () => {
    const ada = await outdated();
    await enrol('berta', 'berta', 'rms', before);
    const berta = await userOf('berta');
    const { attemptId } = succeeded(await startRenewal(ada, ADDRESS, deps));
    const recording = await sentence('rms', 1);
    expect(await recordRenewal(berta, { attemptId, index: 0, recording }, deps)).toEqual(ENDED);
    await record(ada, attemptId, ['slt', 'slt', 'slt']);
    expect(await renewVoice(berta, attemptId, ADDRESS, deps)).toEqual(ENDED);
  });

  it('is not for somebody whose voice is of the model in use: a session in other hands exchanges nothing', async () => {
    await enrol('ada', 'ada', 'slt', deps);
    expect(await startRenewal(await userOf('ada'), ADDRESS, deps)).toEqual(ENDED);
  });

  it('cannot be finished twice', async () => {
    const user = await outdated();
    const { attemptId } = succeeded(await startRenewal(user, ADDRESS, deps));
    await record(user, attemptId, ['slt', 'slt', 'slt']);
    const both = await Promise.all([1, 2].map(() => renewVoice(user, attemptId, ADDRESS, deps)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('that was opened twice at once gives the voice of one, whole, and ends there', async () => {
    const user = await outdated();
    const { attemptId } = succeeded(await startRenewal(user, ADDRESS, deps));
    const open = await findOpenAttempt(storage, attemptId, 'renewal', deps.now());
    // As two requests that came at the same time leave it behind.
    const twin = await createAttempt(storage, { ...open!, id: newSecret(deps) }, ADDRESS, startLimit);
    const ids = [attemptId, twin!.id];
    await record(user, ids[0]!, ['slt', 'slt', 'slt']);
    await record(user, ids[1]!, ['rms', 'rms', 'rms']);
    const results = await Promise.all(ids.map((id) => renewVoice(user, id, ADDRESS, deps)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual(ENDED);
    const { embeddings } = inDomain(await storage.templates.readOne(user.id, 'voice'), undefined);
    const winner = results[0]!.ok ? 'slt' : 'rms';
    const heard = await observeVoice(await decodeSound(await recording(winner, 4)), await deps.voiceModel());
    expect(cosineSimilarity(meanEmbedding(embeddings), heard.embedding!)).toBeGreaterThan(0.6);
  });

  it('that a crash cut off before the file was written is asked for again at the next log-in', async () => {
    const user = await outdated();
    const current = (await deps.voiceModel()).id;
    expect(await noteVoiceModel(storage, user, current, deps.now())).toMatchObject({ voiceModel: current });
    succeeded(await tryLogin('ada', 'ada', 'slt'));
    const after = await userOf('ada');
    expect(after.voiceModel).toBe(OLD);
    expect(await hasToRenew(after, deps)).toBe(true);
    const { attemptId } = succeeded(await startRenewal(after, ADDRESS, deps));
    await record(after, attemptId, ['slt', 'slt', 'slt']);
    succeeded(await renewVoice(after, attemptId, ADDRESS, deps));
    expect(await hasToRenew(await userOf('ada'), deps)).toBe(false);
  });

  it('that a crash cut off is forgotten when the operator goes back to the model before', async () => {
    const user = await outdated();
    await noteVoiceModel(storage, user, (await deps.voiceModel()).id, deps.now());
    expect(await hasToRenew(await userOf('ada'), before)).toBe(false);
    expect((await userOf('ada')).voiceModel).toBe(OLD);
  });

  it('does not mix samples of two models', async () => {
    const user = await outdated();
    const { attemptId } = succeeded(await startRenewal(user, ADDRESS, deps));
    await record(user, attemptId, ['slt', 'slt', 'slt']);
    const after = { ...deps, voiceModel: async () => ({ ...(await deps.voiceModel()), id: 'the-next-model' }) };
    expect(await renewVoice(user, attemptId, ADDRESS, after)).toEqual({ ok: false, code: 'enrolment_incomplete' });
  });
});
