import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PasskeyRequest } from '@/lib/api/contract';
import { waysChanged } from '@/lib/auth/ways-changed';
import { CHALLENGE_LIFETIME_MS } from '@/lib/storage/passkey-challenges';
import type { SessionHolder } from '@/lib/storage/sessions';
import { redeemTicket } from '@/lib/storage/tickets';
import { beginRenewal } from '@/lib/storage/users';
import type { TestAuthenticator } from '@/lib/testing/authenticator';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, addPasskey, VISITOR, type WaysDeps, waysDeps } from '@/lib/testing/ways-in';
import { logInWithPasskey } from './log-in';
import { askForPasskey, completeWithPasskey } from './second-step';

const storage = await openTestStorage();
afterAll(() => storage.close());
const FACE_AND_VOICE = { attemptId: 'f'.repeat(32), amr: ['face', 'voice'], address: VISITOR.address };
const REFUSED = { ok: false, code: 'not_recognised' };
const OVER = { ok: false, code: 'attempt_ended' };

let deps: WaysDeps;
let ada: SessionHolder;
let passkey: TestAuthenticator;

beforeEach(async () => {
  await emptyTables(storage);
  deps = { ...waysDeps(storage), assurance: 'passkey_and_face' };
  ada = await addOwner('ada', deps);
  passkey = (await addPasskey(ada, deps)).authenticator;
});

async function asked(): Promise<PasskeyRequest> {
  const answer = await askForPasskey(ada.user, FACE_AND_VOICE, deps);
  if (!answer?.passkey) throw new Error('no passkey was asked for');
  return answer.passkey;
}

describe('after face and voice', () => {
  it('a passkey of the same person is asked for, and lets them in with all three', async () => {
    const request = await asked();
    expect(request.allowCredentials).toMatchObject([{ id: passkey.id }]);
    const result = await completeWithPasskey(passkey.assert(request), VISITOR, deps);
    if (!result.ok) throw new Error(result.code);
    expect(await redeemTicket(storage, result.ticket, deps.now())).toMatchObject({ amr: ['face', 'voice', 'passkey'] });
  });

  it('none is asked for where face and voice are enough, nor of who has none yet', async () => {
    for (const assurance of ['face_voice', 'face_voice_or_passkey'] as const)
      expect(await askForPasskey(ada.user, FACE_AND_VOICE, { ...deps, assurance })).toBeUndefined();
    const berta = await addOwner('berta', deps);
    expect(await askForPasskey(berta.user, FACE_AND_VOICE, deps)).toBeUndefined();
  });

  it('another person’s passkey lets nobody in', async () => {
    const berta = await addOwner('berta', deps);
    const { authenticator } = await addPasskey(berta, deps);
    expect(await completeWithPasskey(authenticator.assert(await asked()), VISITOR, deps)).toEqual(REFUSED);
    const forged = { ...authenticator.assert(await asked()), id: passkey.id, rawId: passkey.id };
    expect(await completeWithPasskey(forged, VISITOR, deps)).toEqual(REFUSED);
  });

  it('the challenge is good once, for five minutes, and for nothing else', async () => {
    const answer = passkey.assert(await asked());
    expect((await completeWithPasskey(answer, VISITOR, deps)).ok).toBe(true);
    expect(await completeWithPasskey(answer, VISITOR, deps)).toEqual(OVER);
    const alone = passkey.assert(await asked());
    expect(await logInWithPasskey(alone, VISITOR, { ...deps, assurance: 'face_voice_or_passkey' })).toEqual(OVER);
    const late = passkey.assert(await asked());
    deps.wait(CHALLENGE_LIFETIME_MS);
    expect(await completeWithPasskey(late, VISITOR, deps)).toEqual(OVER);
  });

  it('a log-in half done ends when a way in changes, and when all sessions end', async () => {
    const before = passkey.assert(await asked());
    await waysChanged(ada.session, 'recovery codes renewed', deps);
    expect(await completeWithPasskey(before, VISITOR, deps)).toEqual(OVER);

    const recognised = passkey.assert(await asked());
    await beginRenewal(storage, ada.user, 'voice', deps.now());
    const result = await completeWithPasskey(recognised, VISITOR, deps);
    if (result.ok) expect(await redeemTicket(storage, result.ticket, deps.now())).toBeUndefined();
    else expect(result).toEqual(OVER);
  });
});
