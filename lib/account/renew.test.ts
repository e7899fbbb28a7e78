import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLimit } from '@/lib/auth/attempt-limits';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { logIn, startLogin } from '@/lib/auth/login';
import { openSession } from '@/lib/auth/open-session';
import { issueRenewalCode, RENEWAL_CODE_LIFETIME_MS } from '@/lib/auth/renewal-code';
import { sessionOf } from '@/lib/auth/session-token';
import { signUp } from '@/lib/auth/sign-up';
import { newSecret } from '@/lib/auth/ticket';
import { inGroups } from '@/lib/auth/typed-code';
import type { Result } from '@/lib/errors';
import { cosineSimilarity, meanEmbedding } from '@/lib/math/vector';
import { decodeSound } from '@/lib/media/sound';
import { observers } from '@/lib/recognition/observers';
import { templateGallery } from '@/lib/recognition/template-gallery';
import { createAttempt, findOpenAttempt } from '@/lib/storage/attempts';
import { findSession, type Session } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { sweep } from '@/lib/storage/sweep';
import { inDomain, type Template } from '@/lib/storage/template';
import { beginRenewal, findUserByName, noteVoiceModel, type User } from '@/lib/storage/users';
import { everyVoice } from '@/lib/testing/built-in-voice';
import { burst } from '@/lib/testing/burst';
import { photo, recording, type Speaker, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import type { Person } from '@/lib/testing/faces';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { signInAs } from '@/lib/testing/sessions';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import type { VoiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { type Renewer, recordRenewal, renew, startRenewal } from './renew';
import { hasToRenew, postpone } from './renewal-due';

const ADDRESS = '203.0.113.9';
const BROWSER = 'Firefox on Linux';
const BEARER = { address: ADDRESS, browser: BROWSER };
const OLD = 'a-model-of-before';
const REFUSED = { ok: false, code: 'not_recognised', triesLeft: expect.any(Number) };
const ENDED = { ok: false, code: 'attempt_ended' };

let storage: Storage;
/** With the model in use, and the one before gone. */
let deps: TestDeps;
/** With both. */
let both: TestDeps;
/** Before the change. */
let before: TestDeps;
/** Recordings that the old model listened to. */
let heardByOld: number;

/** A network whose vectors have nothing to do with those of the model in use. */
function oldModel(model: VoiceModel): VoiceModel {
  const embed: VoiceModel['embed'] = async (features) => {
    heardByOld += 1;
    return (await model.embed(features)).reverse();
  };
  return { ...model, id: OLD, embed };
}

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
  const old = oldModel(await deps.voiceModel());
  before = { ...deps, voiceModel: async () => old };
  both = { ...deps, earlierVoices: async () => [{ model: old, policy: deps.policy }] };
});
afterAll(() => storage.close());
beforeEach(async () => {
  heardByOld = 0;
  await emptyTables(storage);
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
  for (const index of [0, 1, 2])
    succeeded(await takePhoto({ attemptId, index, photo: await photo(face, index === 2 ? 1 : 0) }, when));
  for (const [index, n] of ([1, 2, 1, 2] as const).entries())
    succeeded(await recordVoice({ attemptId, index, recording: await sentence(voice, n) }, when));
  return succeeded(await signUp({ attemptId }, ADDRESS, when)).ticket;
}

async function tryLogin(
  name: string,
  face: Person,
  voice: Speaker,
  { when = both, code }: { when?: TestDeps; code?: string } = {},
): Promise<Result<{ ticket: string }>> {
  const { attemptId } = succeeded(await startLogin(name, ADDRESS, when));
  const capture = { attemptId, ...(await burst(face, 0)), recording: await sentence(voice, 4), code };
  return logIn(capture, { address: ADDRESS, browser: BROWSER }, when);
}

/** Who the session is of that an accepted log-in opens, and how they came in. */
async function entered(result: Result<{ ticket: string }>): Promise<Renewer & { session: Session }> {
  const opened = await openSession(storage, succeeded(result).ticket, BEARER, deps.now());
  const session = await findSession(storage, opened!.sid);
  return { user: session!.user, session: session! };
}

async function record({ who, attemptId }: Open, voices: readonly Speaker[], when = both): Promise<void> {
  for (const [index, voice] of voices.entries()) {
    // Another sentence than those of sign-up and log-in: what was handed in before is a replay.
    const recording = await sentence(voice, 3);
    succeeded(await recordRenewal(who, { attemptId, index, file: recording }, when));
  }
}

interface Open {
  who: Renewer;
  attemptId: string;
}

const events = async (kind: 'login' | 'renewal'): Promise<unknown[]> =>
  (await storage.prisma.auditEvent.findMany({ where: { kind }, orderBy: { at: 'asc' } })).map(({ outcome, reason }) => [
    outcome,
    reason,
  ]);

const templateOf = async (name: string): Promise<Template> =>
  inDomain(await storage.templates.readOne((await userOf(name)).id, 'voice'), undefined);

describe('one photograph and one’s own voice, after a change of the voice model', () => {
  it.each([
    ['is there', () => both],
    ['is gone', () => deps],
  ])('take nothing over where the old model %s', async (_, whenOf) => {
    const when = whenOf();
    await enrol('ada', 'ada', 'slt', before);
    const enrolled = await templateOf('ada');
    expect(await tryLogin('ada', 'ada', 'rms', { when })).toEqual(REFUSED);
    expect(await tryLogin('ada', 'ada', 'rms', { when, code: 'A'.repeat(26) })).toEqual(REFUSED);
    expect(await storage.prisma.ticket.count()).toBe(1);
    expect(await templateOf('ada')).toEqual(enrolled);
    const code = when === deps ? await issueRenewalCode(await userOf('ada'), deps) : undefined;
    succeeded(await tryLogin('ada', 'ada', 'slt', { when, code }));
  });

  it('take nothing over in a session that fell into other hands', async () => {
    await enrol('ada', 'ada', 'slt', before);
    const enrolled = await templateOf('ada');
    const who = await entered(await tryLogin('ada', 'ada', 'slt'));
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId }, ['rms', 'rms', 'rms', 'rms']);
    expect(await renew(who, attemptId, ADDRESS, both)).toEqual({ ok: false, code: 'not_recognised' });
    expect(await templateOf('ada')).toEqual(enrolled);
    expect(await events('renewal')).toEqual([['reject', 'voice_mismatch']]);
    // Nor with a session from before, once the old model is gone.
    expect(await startRenewal(who, 'voice', ADDRESS, deps)).toEqual({ ok: false, code: 'not_signed_in' });
    expect(await renew(who, attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'not_signed_in' });
    // Its recordings are not there for a second try.
    expect(succeeded(await startRenewal(who, 'voice', ADDRESS, both)).recordings).toEqual([false, false, false, false]);
  });
});

describe('a log-in while two models run', () => {
  it('is by face and voice as ever, as often as the person likes, and leaves the voice to be enrolled again', async () => {
    await enrol('ada', 'ada', 'slt', before);
    for (const _ of [1, 2]) {
      const { user, session } = await entered(await tryLogin('ada', 'ada', 'slt'));
      expect(session.amr).toEqual(['face', 'voice']);
      expect(await hasToRenew(user, both)).toBe(true);
    }
    expect(await events('login')).toEqual([
      ['accept', null],
      ['accept', null],
    ]);
    const scores = await storage.prisma.verificationScore.findMany({ where: { modality: 'voice' } });
    expect(scores.map(({ model }) => model)).toEqual([OLD, OLD]);
  });

  it('is refused for another face and another voice, in the words of an unknown name', async () => {
    await enrol('ada', 'ada', 'slt', before);
    expect(await tryLogin('ada', 'berta', 'slt')).toEqual(REFUSED);
    expect(await tryLogin('ada', 'ada', 'rms')).toEqual(REFUSED);
    expect(await tryLogin('nobody', 'ada', 'slt')).toEqual(REFUSED);
    expect(await events('login')).toEqual([
      ['reject', 'face_mismatch'],
      ['reject', 'voice_mismatch'],
      ['reject', 'unknown_name'],
    ]);
  });

  it('is heard by both models whoever is named, so that time tells nothing', async () => {
    await enrol('ada', 'ada', 'slt', before);
    await enrol('berta', 'berta', 'rms', both);
    const listening = { ...both, observe: observers };
    for (const name of ['ada', 'berta', 'nobody']) {
      heardByOld = 0;
      await tryLogin(name, 'ada', 'slt', { when: listening });
      expect(heardByOld, name).toBe(1);
    }
  });

  it('is an ordinary one for people of the model in use', async () => {
    await enrol('ada', 'ada', 'slt', both);
    expect(await hasToRenew(await userOf('ada'), both)).toBe(false);
    expect(await tryLogin('ada', 'ada', 'rms')).toEqual(REFUSED);
    const { session } = await entered(await tryLogin('ada', 'ada', 'slt'));
    expect(session.amr).toEqual(['face', 'voice']);
    expect(await events('login')).toEqual([
      ['reject', 'voice_mismatch'],
      ['accept', null],
    ]);
  });

  it('asks for no code and uses none up', async () => {
    await enrol('ada', 'ada', 'slt', before);
    const code = await issueRenewalCode(await userOf('ada'), deps);
    const { session } = await entered(await tryLogin('ada', 'ada', 'slt', { code }));
    expect(session.amr).toEqual(['face', 'voice']);
    expect(await storage.prisma.renewalCode.count()).toBe(1);
  });
});

describe('a log-in whose voice model is gone', () => {
  beforeEach(async () => {
    await enrol('ada', 'ada', 'slt', before);
  });
  const gone = (code?: string, face: Person = 'ada') => tryLogin('ada', face, 'slt', { when: deps, code });

  it('is refused without a code in the words of an unknown name, and says why in the audit', async () => {
    expect(await gone()).toEqual(REFUSED);
    expect(await tryLogin('nobody', 'ada', 'slt', { when: deps })).toEqual(REFUSED);
    expect(await events('login')).toEqual([
      ['reject', 'voice_model_gone'],
      ['reject', 'unknown_name'],
    ]);
  });

  it('is let in by face and code, once, and says so in the audit', async () => {
    const code = await issueRenewalCode(await userOf('ada'), deps);
    const { session } = await entered(await gone(code));
    expect(session.amr).toEqual(['face', 'otp']);
    expect(await gone(code)).toEqual(REFUSED);
    expect(await events('login')).toEqual([
      ['accept', 'renewal_code'],
      ['reject', 'wrong_code'],
    ]);
    const acts = await storage.prisma.auditEvent.findMany({ where: { subject: 'renewal code' } });
    expect(acts).toMatchObject([{ kind: 'setting', reason: 'issued', userId: (await userOf('ada')).id }]);
  });

  it('uses a code once, however many come at the same time', async () => {
    const code = await issueRenewalCode(await userOf('ada'), deps);
    const all = await Promise.all([gone(code), gone(code), gone(code)]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('takes a code as people type it', async () => {
    const code = await issueRenewalCode(await userOf('ada'), deps);
    const typed = ` ${inGroups(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `;
    succeeded(await gone(typed));
  });

  it('refuses the code with another face, and leaves it to its owner', async () => {
    const code = await issueRenewalCode(await userOf('ada'), deps);
    expect(await gone(code, 'berta')).toEqual(REFUSED);
    succeeded(await gone(code));
  });

  it('refuses a code that is a day old, and the sweep forgets it', async () => {
    const code = await issueRenewalCode(await userOf('ada'), deps);
    deps.wait(RENEWAL_CODE_LIFETIME_MS);
    expect(await gone(code)).toEqual(REFUSED);
    await sweep(storage, deps.now());
    expect(await storage.prisma.renewalCode.count()).toBe(0);
  });

  it('refuses the code of another person, and one that another took the place of', async () => {
    await enrol('berta', 'berta', 'rms', before);
    expect(await gone(await issueRenewalCode(await userOf('berta'), deps))).toEqual(REFUSED);
    const first = await issueRenewalCode(await userOf('ada'), deps);
    const second = await issueRenewalCode(await userOf('ada'), deps);
    expect(await gone(first)).toEqual(REFUSED);
    succeeded(await gone(second));
  });

  it('counts a wrong code as a failed try', async () => {
    for (let i = 0; i < 5; i++) expect(await gone('0'.repeat(26))).toEqual(REFUSED);
    expect(await startLogin('ada', ADDRESS, deps)).toMatchObject({ ok: false, code: 'too_many_attempts' });
  });

  it('keeps of a code its hash, and 128 bits are in it', async () => {
    const codes = await Promise.all([1, 2].map(async () => issueRenewalCode(await userOf('ada'), deps)));
    for (const code of codes) expect(code).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(codes[0]).not.toBe(codes[1]);
    expect(JSON.stringify(await storage.prisma.renewalCode.findMany())).not.toContain(codes[1]);
  });
});

describe('a renewal', () => {
  async function outdated(): Promise<Renewer & { session: Session }> {
    await enrol('ada', 'ada', 'slt', before);
    return entered(await tryLogin('ada', 'ada', 'slt'));
  }

  /** In by a code, after the old model was removed. */
  async function byCode(): Promise<Renewer> {
    await enrol('ada', 'ada', 'slt', before);
    const code = await issueRenewalCode(await userOf('ada'), deps);
    return entered(await tryLogin('ada', 'ada', 'slt', { when: deps, code }));
  }

  it('by a code takes the place of the voice that cannot be compared any more', async () => {
    const who = await byCode();
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, deps));
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt'], deps);
    const { session } = await entered(await renew(who, attemptId, ADDRESS, deps));
    expect(session.amr).toEqual(['face', 'otp']);
    expect(await events('renewal')).toEqual([['accept', 'renewal_code']]);
    expect((await entered(await tryLogin('ada', 'ada', 'slt', { when: deps }))).session.amr).toEqual(['face', 'voice']);
    expect(await tryLogin('ada', 'ada', 'rms', { when: deps })).toEqual(REFUSED);
  });

  it('is put off by who came in by their voice, and by nobody else', async () => {
    const who = await outdated();
    await postpone(who.session, deps);
    const rows = () => storage.prisma.session.findMany({ select: { amr: true, renewalPostponed: true } });
    expect(await rows()).toEqual([{ amr: ['face', 'voice'], renewalPostponed: true }]);
    await storage.prisma.session.updateMany({ data: { amr: ['face', 'otp'], renewalPostponed: false } });
    await postpone({ ...who.session, amr: ['face', 'otp'] }, deps);
    expect(await rows()).toEqual([{ amr: ['face', 'otp'], renewalPostponed: false }]);
  });

  it('takes the place of the old voice, and the new model is asked from then on', async () => {
    const who = await outdated();
    const gallery = await templateGallery(everyVoice, deps);
    const { attemptId, steps } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    expect(steps).toHaveLength(4);
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    const { ticket } = succeeded(await renew(who, attemptId, ADDRESS, both));
    expect((await openSession(storage, ticket, BEARER, deps.now()))?.user).toMatchObject({ name: 'ada' });
    expect(await events('renewal')).toEqual([['accept', 'old_voice']]);
    expect(await hasToRenew(await userOf('ada'), both)).toBe(false);
    expect(await storage.prisma.attempt.count()).toBe(0);
    await vi.waitFor(() => expect(gallery.people.has(who.user.id)).toBe(true));
    const { others } = await storage.templates.readOne(who.user.id, 'voice');
    const { background } = await deps.voiceEnsemble();
    expect(others?.[background.id]).toHaveLength(4);
    succeeded(await tryLogin('ada', 'ada', 'slt'));
    expect(await tryLogin('ada', 'ada', 'rms')).toEqual(REFUSED);
  });

  it('ends the sessions from before', async () => {
    const who = await outdated();
    const token = await signInAs(who.user, storage, deps.now());
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    expect(await sessionOf(token, storage, deps.now())).toMatchObject({ ok: true });
    succeeded(await renew(who, attemptId, ADDRESS, both));
    expect(await sessionOf(token, storage, deps.now())).toEqual({ ok: false, reason: 'ended' });
    await sweep(storage, deps.now());
    expect(await storage.prisma.session.count()).toBe(0);
  });

  it('goes on where it was', async () => {
    const who = await outdated();
    const first = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId: first.attemptId }, ['slt']);
    const second = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    expect(second).toMatchObject({ attemptId: first.attemptId, recordings: [true, false, false, false] });
    expect(await renew(who, first.attemptId, ADDRESS, both)).toEqual({ ok: false, code: 'enrolment_incomplete' });
  });

  it('refuses two voices, and asks for all again', async () => {
    const who = await outdated();
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'rms']);
    expect(await renew(who, attemptId, ADDRESS, both)).toEqual({ ok: false, code: 'voices_differ' });
    expect(succeeded(await startRenewal(who, 'voice', ADDRESS, both)).recordings).toEqual([false, false, false, false]);
  });

  it('is nobody else’s', async () => {
    const ada = await outdated();
    await enrol('berta', 'berta', 'rms', before);
    const berta = { ...ada, user: await userOf('berta') };
    const { attemptId } = succeeded(await startRenewal(ada, 'voice', ADDRESS, both));
    const recording = await sentence('rms', 1);
    expect(await recordRenewal(berta, { attemptId, index: 0, file: recording }, both)).toEqual(ENDED);
    await record({ who: ada, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    expect(await renew(berta, attemptId, ADDRESS, both)).toEqual(ENDED);
  });

  it('is not for somebody whose voice is of the model in use: a session in other hands exchanges nothing', async () => {
    await enrol('ada', 'ada', 'slt', deps);
    const who = { user: await userOf('ada'), session: { amr: ['face', 'otp'], startedAt: deps.now() } };
    expect(await startRenewal(who, 'voice', ADDRESS, deps)).toEqual(ENDED);
  });

  it('cannot be finished twice', async () => {
    const who = await outdated();
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    const results = await Promise.all([1, 2].map(() => renew(who, attemptId, ADDRESS, both)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('that was opened twice at once gives the voice of one, whole, and ends there', async () => {
    const who = await byCode();
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, deps));
    const open = await findOpenAttempt(storage, attemptId, 'renewal', deps.now());
    // As two requests that came at the same time leave it behind.
    const twin = await createAttempt(storage, { ...open!, id: newSecret(deps) }, ADDRESS, startLimit);
    const ids = [attemptId, twin!.id];
    await record({ who, attemptId: ids[0]! }, ['slt', 'slt', 'slt', 'slt'], deps);
    await record({ who, attemptId: ids[1]! }, ['rms', 'rms', 'rms', 'rms'], deps);
    const results = await Promise.all(ids.map((id) => renew(who, id, ADDRESS, deps)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results).toContainEqual(ENDED);
    const { embeddings } = await templateOf('ada');
    const winner = results[0]!.ok ? 'slt' : 'rms';
    const heard = await observeVoice(await decodeSound(await recording(winner, 4)), await deps.voiceModel());
    expect(cosineSimilarity(meanEmbedding(embeddings), heard.embedding!)).toBeGreaterThan(0.6);
  });

  it('that a crash cut off before the file was written is asked for again at the next log-in', async () => {
    const { user } = await outdated();
    expect(await beginRenewal(storage, user, 'voice', deps.now())).toMatchObject({ voiceModel: OLD });
    const after = await entered(await tryLogin('ada', 'ada', 'slt'));
    expect(await hasToRenew(after.user, both)).toBe(true);
    const { attemptId } = succeeded(await startRenewal(after, 'voice', ADDRESS, both));
    await record({ who: after, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    succeeded(await renew(after, attemptId, ADDRESS, both));
    expect(await hasToRenew(await userOf('ada'), both)).toBe(false);
  });

  it('that a crash cut off after the file was written is done: the next log-in corrects the row', async () => {
    const { user } = await outdated();
    const current = (await deps.voiceModel()).id;
    await enrol('twin', 'ada', 'slt', deps);
    await beginRenewal(storage, user, 'voice', deps.now());
    await storage.templates.replace(user.id, 'voice', await templateOf('twin'));
    expect((await userOf('ada')).voiceModel).toBe(OLD);
    const after = await entered(await tryLogin('ada', 'ada', 'slt', { when: deps }));
    expect(after.user.voiceModel).toBe(current);
    expect(await hasToRenew(after.user, deps)).toBe(false);
  });

  it('is asked for where the row says it is done and the template does not', async () => {
    const { user } = await outdated();
    await noteVoiceModel(storage, user.id, (await deps.voiceModel()).id);
    const after = await entered(await tryLogin('ada', 'ada', 'slt'));
    expect(after.user.voiceModel).toBe(OLD);
    expect(await hasToRenew(after.user, both)).toBe(true);
  });

  it('is forgotten when the operator goes back to the model before', async () => {
    const { user } = await outdated();
    await noteVoiceModel(storage, user.id, (await deps.voiceModel()).id);
    expect(await hasToRenew(await userOf('ada'), before)).toBe(false);
    expect((await userOf('ada')).voiceModel).toBe(OLD);
  });

  it('does not mix samples of two models, and takes none that the old model did not hear', async () => {
    const who = await outdated();
    const { attemptId } = succeeded(await startRenewal(who, 'voice', ADDRESS, both));
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt']);
    const after = { ...both, voiceModel: async () => ({ ...(await deps.voiceModel()), id: 'the-next-model' }) };
    const incomplete = { ok: false, code: 'enrolment_incomplete' };
    expect(await renew(who, attemptId, ADDRESS, after)).toEqual(incomplete);
    await record({ who, attemptId }, ['slt', 'slt', 'slt', 'slt'], deps);
    expect(await renew(who, attemptId, ADDRESS, both)).toEqual(incomplete);
  });
});
