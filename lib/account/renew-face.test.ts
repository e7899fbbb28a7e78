import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { openSession } from '@/lib/auth/open-session';
import { signUp } from '@/lib/auth/sign-up';
import type { Result } from '@/lib/errors';
import { meanEmbedding } from '@/lib/math/vector';
import { findSession } from '@/lib/storage/sessions';
import type { Storage } from '@/lib/storage/storage';
import { inDomain } from '@/lib/storage/template';
import { burst } from '@/lib/testing/burst';
import { ENROLLED, photo, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import type { Person } from '@/lib/testing/faces';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { type Renewer, recordRenewal, renew, startRenewal } from './renew';

const ADDRESS = '203.0.113.9';
const BEARER = { address: ADDRESS, browser: 'Firefox on Linux' };
const FIVE_MINUTES_MS = 5 * 60_000;

let storage: Storage;
let deps: TestDeps;
let ada: Renewer;

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

async function entered(result: Result<{ ticket: string }>): Promise<Renewer> {
  const opened = await openSession(storage, succeeded(result).ticket, BEARER, deps.now());
  const session = await findSession(storage, opened!.sid);
  return { user: session!.user, session: session! };
}

async function enrol(name: string): Promise<Renewer> {
  const { attemptId } = succeeded(await startEnrolment({ name, consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, n] of ENROLLED.entries())
    succeeded(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, deps));
  return entered(await signUp({ attemptId }, ADDRESS, deps));
}

/** Three pictures of a person that were not handed in before: they move a little. */
async function photos(person: Person): Promise<string[]> {
  const { frames } = await burst(person, 1);
  return frames.slice(0, 3);
}

async function take(who: Renewer, files: readonly string[]): Promise<string> {
  const { attemptId } = succeeded(await startRenewal(who, 'face', ADDRESS, deps));
  for (const [index, file] of files.entries()) succeeded(await recordRenewal(who, { attemptId, index, file }, deps));
  return attemptId;
}

const enrolledFace = async () => {
  const face = await storage.templates.readOne(ada.user.id, 'face');
  return meanEmbedding(inDomain(face, undefined).embeddings);
};

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
});
afterAll(() => storage.close());
beforeEach(async () => {
  await emptyTables(storage);
  ada = await enrol('ada');
});

it('takes the place of the old face, ends the sessions from before, and forgets what log-ins added', async () => {
  await storage.templates.replace(ada.user.id, 'face-adaptive', await storage.templates.readOne(ada.user.id, 'face'));
  const before = await enrolledFace();
  expect(succeeded(await startRenewal(ada, 'face', ADDRESS, deps))).toMatchObject({ steps: [], recordings: [] });
  const attemptId = await take(ada, await photos('ada'));
  const again = await entered(await renew(ada, attemptId, ADDRESS, deps));
  expect(again.user.sessionVersion).toBe(ada.user.sessionVersion + 1);
  expect(again.user.faceRenewedAt).toEqual(deps.now());
  expect(again.session.amr).toEqual(['face', 'voice']);
  expect(await enrolledFace()).not.toEqual(before);
  expect(await storage.templates.readExtra(ada.user.id, 'face-adaptive')).toBeUndefined();
  expect(await storage.prisma.auditEvent.findMany({ where: { kind: 'renewal' } })).toMatchObject([
    { outcome: 'accept', reason: 'old_face', userId: ada.user.id },
  ]);
});

it('lets nobody put another person in', async () => {
  const before = await enrolledFace();
  const attemptId = await take(ada, await photos('berta'));
  expect(await renew(ada, attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'not_recognised' });
  expect(await enrolledFace()).toEqual(before);
  const kept = await storage.prisma.auditEvent.findMany({ where: { kind: 'renewal' } });
  expect(kept).toMatchObject([{ outcome: 'reject', reason: 'face_mismatch' }]);
});

it('takes no pictures that were handed in before', async () => {
  const before = await enrolledFace();
  const old = await photo('ada', 0);
  const attemptId = await take(ada, [old, old, old]);
  expect(await renew(ada, attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'not_recognised' });
  expect(await enrolledFace()).toEqual(before);
});

it('begins only just after a log-in, and not by a code', async () => {
  deps.wait(FIVE_MINUTES_MS);
  const stale = { ok: false, code: 'not_fresh' };
  expect(await startRenewal(ada, 'face', ADDRESS, deps)).toEqual(stale);
  expect(await startRenewal(ada, 'voice', ADDRESS, deps)).toEqual(stale);
  const byCode = { ...ada, session: { amr: ['face', 'otp'], startedAt: deps.now() } };
  expect(await startRenewal(byCode, 'face', ADDRESS, deps)).toEqual({ ok: false, code: 'attempt_ended' });
});

it('is nobody else’s, takes no fourth photo, and no voice of somebody else either', async () => {
  const { attemptId } = succeeded(await startRenewal(ada, 'face', ADDRESS, deps));
  const [file = ''] = await photos('ada');
  const other = { ...ada, user: { ...ada.user, id: crypto.randomUUID() } };
  const ended = { ok: false, code: 'attempt_ended' };
  expect(await recordRenewal(other, { attemptId, index: 0, file }, deps)).toEqual(ended);
  expect(await renew(other, attemptId, ADDRESS, deps)).toEqual(ended);
  const fourth = { attemptId, index: 3, file };
  expect(await recordRenewal(ada, fourth, deps)).toEqual({ ok: false, code: 'invalid_request' });

  const voice = succeeded(await startRenewal(ada, 'voice', ADDRESS, deps));
  expect(voice.attemptId).not.toBe(attemptId);
  for (const index of [0, 1, 2, 3])
    succeeded(await recordRenewal(ada, { attemptId: voice.attemptId, index, file: await sentence('rms', 3) }, deps));
  expect(await renew(ada, voice.attemptId, ADDRESS, deps)).toEqual({ ok: false, code: 'not_recognised' });
});
