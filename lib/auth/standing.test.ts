import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionHolder } from '@/lib/storage/sessions';
import { emptyTables, openTestStorage } from '@/lib/testing/storage';
import { addOwner, addPasskey, waysDeps } from '@/lib/testing/ways-in';
import type { Assurance } from './assurance';
import { type Act, may, type Standing, type StandingDeps, standingOf } from './standing';

const storage = await openTestStorage();
afterAll(() => storage.close());
let deps = waysDeps(storage);
let ada: SessionHolder;

beforeEach(async () => {
  await emptyTables(storage);
  deps = waysDeps(storage);
  ada = await addOwner('ada', deps);
});

const policy = (assurance: Assurance, voiceModel = 'a-model'): StandingDeps => ({
  ...{ storage, assurance, liveness: { mode: 'off' } },
  voiceModel: async () => ({ id: voiceModel }),
});

const standing = (amr: string[], by: StandingDeps): Promise<Standing> =>
  standingOf({ user: ada.user, session: { amr, renewalPostponed: false } }, by);

describe('a session', () => {
  it.each<[Standing, string[], Assurance]>([
    ['full', ['face', 'voice'], 'face_voice'],
    ['full', ['passkey'], 'face_voice_or_passkey'],
    ['recovery', ['recovery'], 'face_voice_or_passkey'],
    ['full', ['recovery', 'passkey'], 'face_voice_or_passkey'],
    ['recovery', ['recovery', 'passkey'], 'passkey_and_face'],
    // Opened before the operator asked for more.
    ['none', ['passkey'], 'passkey_and_face'],
    ['passkey_first', ['face', 'voice'], 'passkey_and_face'],
  ])('is good for %s when it was opened by %j under %s', async (expected, amr, assurance) => {
    expect(await standing(amr, policy(assurance))).toBe(expected);
  });

  it('of somebody who has a passkey and did not show it is good for nothing where both are asked for', async () => {
    await addPasskey(ada, deps);
    expect(await standing(['face', 'voice'], policy('passkey_and_face'))).toBe('none');
    expect(await standing(['face', 'voice', 'passkey'], policy('passkey_and_face'))).toBe('full');
  });

  it('by an operator’s code and the face is good for the voice alone', async () => {
    expect(await standing(['face', 'otp'], policy('face_voice', 'another-model'))).toBe('voice_first');
    expect(await standing(['passkey'], policy('face_voice_or_passkey', 'another-model'))).toBe('full');
  });
});

it.each<[Standing, Act[]]>([
  ['full', ['use_account', 're_enrol', 'add_passkey']],
  ['voice_first', ['re_enrol']],
  ['passkey_first', ['add_passkey']],
  ['recovery', ['re_enrol', 'add_passkey']],
  ['none', []],
])('a session that is %s may %j and nothing else', (which, acts) => {
  const all: Act[] = ['use_account', 're_enrol', 'add_passkey'];
  expect(all.filter((act) => may(which, act))).toEqual(acts);
});

/** Actions that need no session: they open one, or end it. */
const FOR_EVERYBODY = ['app/log_in/', 'app/sign_up/', 'app/logout/'];
/** What answers to a browser by itself; the API has keys of its own. */
const isServer = (file: string): boolean =>
  file.endsWith('actions.ts') || (file.startsWith('app/account/') && file.endsWith('route.ts'));
/** All that a session may do that is not good for everything. */
const FOR_RESTRICTED = {
  'app/renew_voice/actions.ts': 're_enrol',
  'app/account/ways_in/actions.ts': 'add_passkey',
};

describe('every action for somebody who is signed in', () => {
  it('asks what the session is good for, and only those named here are open to a session that is good for less', async () => {
    const files = (await readdir('app', { recursive: true })).map((file) => join('app', file));
    const actions = files.filter((file) => isServer(file) && !FOR_EVERYBODY.some((place) => file.startsWith(place)));
    expect(actions).toContain('app/account/export/route.ts');
    expect(actions).toContain('app/account/actions.ts');
    for (const file of actions) {
      const text = await readFile(file, 'utf8');
      const exported = text.split('export async function ').slice(1);
      for (const body of exported)
        expect([
          file,
          body.split('(')[0],
          /as(Current|Fresh)User|freshUser\('|requireSignedIn/.test(body),
        ]).toContainEqual(true);
      const acts = text.match(/'(re_enrol|add_passkey)'/g)?.map((act) => act.slice(1, -1)) ?? [];
      const allowed = FOR_RESTRICTED[file as keyof typeof FOR_RESTRICTED];
      expect([file, acts.filter((act) => act !== allowed)]).toEqual([file, []]);
    }
  });
});
