import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PasskeyRequest } from '@/lib/api/contract';
import type { Assurance } from '@/lib/auth/assurance';
import { knownDevice } from '@/lib/auth/known-device';
import { CHALLENGE_LIFETIME_MS } from '@/lib/storage/passkey-challenges';
import { listPasskeys } from '@/lib/storage/passkeys';
import type { SessionHolder } from '@/lib/storage/sessions';
import { redeemTicket } from '@/lib/storage/tickets';
import { type Distortion, type TestAuthenticator, testAuthenticator } from '@/lib/testing/authenticator';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, addPasskey, creationFor, ORIGIN, VISITOR, waysDeps } from '@/lib/testing/ways-in';
import { removePasskey } from './change';
import { logInWithPasskey, startPasskeyLogIn } from './log-in';

const storage = await openTestStorage();
afterAll(() => storage.close());
let deps = waysDeps(storage);
let ada: SessionHolder;
let passkey: TestAuthenticator;

beforeEach(async () => {
  await emptyTables(storage);
  deps = waysDeps(storage);
  ada = await addOwner('ada', deps);
  passkey = (await addPasskey(ada, deps, { authenticator: testAuthenticator(ORIGIN, { counts: true }) })).authenticator;
});

const REFUSED = { ok: false, code: 'not_recognised' };
const OVER = { ok: false, code: 'attempt_ended' };

async function request(): Promise<PasskeyRequest> {
  const started = await startPasskeyLogIn(VISITOR.address, deps);
  if (!started.ok) throw new Error(started.code);
  return started.options;
}

const tryWith = async (distortion: Distortion = {}, by = passkey) =>
  logInWithPasskey(by.assert(await request(), distortion), VISITOR, deps);

const lastLogIn = () => storage.prisma.auditEvent.findFirst({ where: { kind: 'login' }, orderBy: { seq: 'desc' } });

describe('a log-in with a passkey', () => {
  it('names nobody in what it asks, and lets in whose passkey signs', async () => {
    expect((await request()).allowCredentials ?? []).toEqual([]);
    const result = await tryWith();
    if (!result.ok) throw new Error(result.code);
    expect(await redeemTicket(storage, result.ticket, deps.now())).toMatchObject({
      userId: ada.user.id,
      amr: ['passkey'],
    });
    expect(knownDevice(result.deviceCookie, 'ada', deps)).toBeDefined();
    expect(await lastLogIn()).toMatchObject({ outcome: 'accept', reason: 'passkey', userId: ada.user.id });
    expect(await listPasskeys(storage, ada.user.id)).toMatchObject([{ counter: 2n, lastUsedAt: deps.now() }]);
  });

  it.each<[string, Distortion]>([
    ['another site', { origin: 'https://evil.example' }],
    ['our site on another port', { origin: 'https://sesame.example:8443' }],
    ['a passkey for another site', { rpId: 'evil.example' }],
    ['somebody whom the device did not verify', { verified: false }],
    ['somebody else, says the device', { userHandle: Buffer.from('berta').toString('base64url') }],
  ])('refuses what comes from %s', async (_, distortion) => {
    expect(await tryWith(distortion)).toEqual(REFUSED);
    expect(await lastLogIn()).toMatchObject({ outcome: 'reject' });
    expect((await tryWith()).ok).toBe(true);
  });

  it('refuses an answer that was given before, also of two at once', async () => {
    const answer = passkey.assert(await request());
    const both = await Promise.all([0, 1].map(() => logInWithPasskey(answer, VISITOR, deps)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await logInWithPasskey(answer, VISITOR, deps)).toEqual(OVER);
  });

  it('refuses a new answer to a challenge that was answered, even wrongly, and to one of nobody', async () => {
    const options = await request();
    expect(await logInWithPasskey(passkey.assert(options, { verified: false }), VISITOR, deps)).toEqual(REFUSED);
    expect(await logInWithPasskey(passkey.assert(options), VISITOR, deps)).toEqual(OVER);
    expect(await tryWith({ challenge: 'bm9uZQ' })).toEqual(OVER);
  });

  it('refuses an answer after five minutes', async () => {
    const options = await request();
    deps.wait(CHALLENGE_LIFETIME_MS);
    expect(await logInWithPasskey(passkey.assert(options), VISITOR, deps)).toEqual(OVER);
  });

  it('refuses a challenge of a registration', async () => {
    const { challenge } = await creationFor(ada, deps);
    expect(await tryWith({ challenge })).toEqual(OVER);
  });

  it('refuses a key that is nobody’s, and one that signs under the id of another person’s passkey', async () => {
    const stranger = testAuthenticator(ORIGIN);
    expect(await tryWith({}, stranger)).toEqual(REFUSED);
    const forged = { ...stranger.assert(await request()), id: passkey.id, rawId: passkey.id };
    expect(await logInWithPasskey(forged, VISITOR, deps)).toEqual(REFUSED);
  });

  it('refuses a counter that does not go on, which tells of a copy, and says so to the operator', async () => {
    await tryWith({ counter: 9 });
    for (const counter of [9, 3, 0]) expect(await tryWith({ counter })).toEqual(REFUSED);
    expect(await lastLogIn()).toMatchObject({ reason: 'passkey_counter', userId: ada.user.id });
    expect((await tryWith({ counter: 10 })).ok).toBe(true);
  });

  it('takes the counter of a passkey that counts nothing as it is', async () => {
    const { authenticator } = await addPasskey(ada, deps);
    for (let i = 0; i < 2; i++) expect((await tryWith({}, authenticator)).ok).toBe(true);
  });

  it('refuses a passkey that was removed', async () => {
    expect(await removePasskey(ada, passkey.id, deps)).toEqual({ ok: true });
    expect(await tryWith()).toEqual(REFUSED);
  });

  it.each<Assurance>(['face_voice', 'passkey_and_face'])('is not offered, nor taken, under %s', async (assurance) => {
    const options = await request();
    const closed = { ok: false, code: 'method_not_allowed' };
    expect(await startPasskeyLogIn(VISITOR.address, { ...deps, assurance })).toEqual(closed);
    expect(await logInWithPasskey(passkey.assert(options), VISITOR, { ...deps, assurance })).toEqual(closed);
  });

  it('is limited: after five refusals a network waits, and the person’s own device does not', async () => {
    const entered = await tryWith();
    if (!entered.ok) throw new Error(entered.code);
    for (let i = 0; i < 5; i++) expect(await tryWith({ verified: false })).toEqual(REFUSED);
    expect(await tryWith()).toMatchObject({ code: 'too_many_attempts' });
    const { deviceCookie } = entered;
    expect((await logInWithPasskey(passkey.assert(await request()), { ...VISITOR, deviceCookie }, deps)).ok).toBe(true);
  });

  it('asks for no more than two hundred challenges at once for one address', async () => {
    await request();
    const [one] = await storage.prisma.passkeyChallenge.findMany({ where: { purpose: 'login' } });
    const others = Array.from({ length: 199 }, (_, i) => ({ ...one!, hash: `other ${i}` }));
    await storage.prisma.passkeyChallenge.createMany({ data: others });
    expect(await startPasskeyLogIn(VISITOR.address, deps)).toMatchObject({ code: 'too_many_attempts' });
    expect((await startPasskeyLogIn('198.51.100.7', deps)).ok).toBe(true);
  });
});
