import { afterAll, beforeEach, expect, it } from 'vitest';
import { CHALLENGE_LIFETIME_MS } from '@/lib/storage/passkey-challenges';
import { listPasskeys } from '@/lib/storage/passkeys';
import type { SessionHolder } from '@/lib/storage/sessions';
import { testAuthenticator } from '@/lib/testing/authenticator';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, addPasskey, creationFor, ORIGIN, openSession, VISITOR, waysDeps } from '@/lib/testing/ways-in';
import { finishRegistration, MOST_PASSKEYS, startRegistration } from './register';

const storage = await openTestStorage();
afterAll(() => storage.close());
let deps = waysDeps(storage);
let ada: SessionHolder;

beforeEach(async () => {
  await emptyTables(storage);
  deps = waysDeps(storage);
  ada = await addOwner('ada', deps);
});

const REFUSED = { ok: false, code: 'passkey_refused' };
const OVER = { ok: false, code: 'attempt_ended' };

it('asks for a passkey that is found without a name, behind the device lock, without a word about its make', async () => {
  const options = await creationFor(ada, deps);
  expect(options).toMatchObject({
    rp: { id: 'sesame.example', name: 'Open Sesame' },
    user: { name: 'ada' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32);
});

it('keeps the key, its counter, its backup flags and its name, and ends all sessions but this one', async () => {
  const other = await openSession(ada.user, deps);
  const authenticator = testAuthenticator(ORIGIN, { counts: true, backedUp: true });
  expect((await addPasskey(ada, deps, { name: 'My phone', authenticator })).result).toEqual({ ok: true });
  expect(await listPasskeys(storage, ada.user.id)).toMatchObject([
    {
      ...{ id: authenticator.id, name: 'My phone', counter: 1n, backupEligible: true, backedUp: true },
      ...{ transports: ['internal'], lastUsedAt: null },
    },
  ]);
  const left = await storage.prisma.session.findMany();
  expect(left).toMatchObject([{ hash: ada.session.hash, amr: ['face', 'voice', 'passkey'] }]);
  expect(left[0]?.hash).not.toBe(other.hash);
  expect(await storage.prisma.auditEvent.findMany()).toMatchObject([
    { subject: 'ways in', reason: 'passkey added', userId: ada.user.id },
  ]);
});

it.each([
  ['made at another site', { origin: 'https://sesame.example.evil.example' }],
  ['made for another site', { rpId: 'evil.example' }],
  ['made by whoever picked the device up', { verified: false }],
])('keeps no passkey %s', async (_, distortion) => {
  expect((await addPasskey(ada, deps, distortion)).result).toEqual(REFUSED);
  expect(await listPasskeys(storage, ada.user.id)).toEqual([]);
});

it('takes a challenge once, for five minutes, of the person and the session that asked', async () => {
  const authenticator = testAuthenticator(ORIGIN);
  const answer = async (to: SessionHolder = ada) => ({
    name: 'x',
    response: authenticator.register(await creationFor(to, deps)),
  });
  const used = await answer();
  expect(await finishRegistration(ada, used, deps)).toEqual({ ok: true });
  expect(await finishRegistration(ada, used, deps)).toEqual(OVER);

  const late = await answer();
  deps.wait(CHALLENGE_LIFETIME_MS);
  expect(await finishRegistration(ada, late, deps)).toEqual(OVER);

  const berta = await addOwner('berta', deps);
  expect(await finishRegistration(berta, await answer(), deps)).toEqual(OVER);
  const elsewhere = { ...ada, session: await openSession(ada.user, deps) };
  expect(await finishRegistration(elsewhere, await answer(), deps)).toEqual(OVER);
  const madeUp = { name: 'x', response: authenticator.register(await creationFor(ada, deps), { challenge: 'bm9uZQ' }) };
  expect(await finishRegistration(ada, madeUp, deps)).toEqual(OVER);
  expect(await listPasskeys(storage, berta.user.id)).toEqual([]);
});

it('keeps a passkey for one person only', async () => {
  const { authenticator } = await addPasskey(ada, deps);
  const berta = await addOwner('berta', deps);
  expect((await addPasskey(berta, deps, { authenticator })).result).toEqual(REFUSED);
  expect(await listPasskeys(storage, ada.user.id)).toHaveLength(1);
});

it('says which passkeys are there already, and stops at twenty', async () => {
  const { authenticator } = await addPasskey(ada, deps);
  expect((await creationFor(ada, deps)).excludeCredentials).toMatchObject([{ id: authenticator.id }]);
  const [one] = await listPasskeys(storage, ada.user.id);
  await storage.prisma.passkey.createMany({
    data: Array.from({ length: MOST_PASSKEYS - 1 }, (_, i) => ({ ...one!, id: `other ${i}` })),
  });
  expect(await startRegistration(ada, VISITOR.address, deps)).toEqual(REFUSED);
});
