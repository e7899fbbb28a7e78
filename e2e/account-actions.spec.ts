import { strFromU8, unzipSync } from 'fflate';
import { listActions } from '@/lib/testing/action-client';
import { cookieHeader, redeemTicketByScript, signUpByScript } from '@/lib/testing/people';
import { nextClient } from './steps';
import { expect, test } from './test';

const NAME = 'Ada.Target';
const SECRET = '0'.repeat(32);

/** What an attacker would send to each action of an account; a form where the page has one. */
const attacks: Record<string, unknown> = {
  rename: { name: 'Mallory' },
  deleteAccount: { name: NAME },
  withdrawConsent: {},
  endOneSession: new URLSearchParams({ handle: '0'.repeat(64) }),
  endOtherSessions: new URLSearchParams(),
  answerTries: new URLSearchParams({ mine: 'no' }),
  changeAdaptation: new URLSearchParams({ choice: 'allow' }),
  startRegistration: {},
  finishRegistration: {},
  renamePasskey: { id: 'AAAA', name: 'Mallory’s' },
  removePasskey: { id: 'AAAA' },
  renewCodes: {},
  addEmail: { address: 'mallory@example.org' },
  removeEmail: {},
  confirmEmail: { secret: SECRET },
  startRenewal: { modality: 'face' },
  recordRenewal: { attemptId: SECRET, index: 0, photo: 'data:image/jpeg;base64,AAAA' },
  renew: { attemptId: SECRET },
  postponeRenewal: new URLSearchParams(),
};
const OPEN_TO_EVERYBODY = /^\/(log_in|sign_up|logout)/;
/** Ends the session that asks, whatever it is worth. */
const FOR_ALL = 'logOut';
/** What a session of a recovery code may do besides. */
const FOR_RECOVERY = ['startRegistration', 'finishRegistration', 'startRenewal', 'recordRenewal', 'renew'];

/** A form as React sends it to a server function: the list of arguments, and the fields of the form that it names. */
function formOf(fields: URLSearchParams): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(`1_${name}`, value);
  data.append('0', '["$K1"]');
  return data;
}

test('no action of an account does anything for a stranger, nor for a session of a recovery code what it may not', async ({
  server: { url },
}) => {
  const { cookies } = await redeemTicketByScript(url, await signUpByScript(await nextClient(url), NAME));
  const owner = cookieHeader(cookies);
  const send = async (name: string, cookie: string): Promise<string> => {
    const action = (await listActions()).find((each) => each.name === name);
    const input = attacks[name];
    const response = await fetch(url + action?.path, {
      method: 'POST',
      headers: { origin: url, cookie, accept: 'text/x-component', 'next-action': action?.id ?? '' },
      body: input instanceof URLSearchParams ? formOf(input) : JSON.stringify([input]),
      redirect: 'manual',
    });
    return response.text();
  };
  const exported = (cookie: string): Promise<Response> =>
    fetch(`${url}/account/export`, { method: 'POST', headers: { origin: url, cookie }, redirect: 'manual' });
  /** All that is kept of the person, but for what only says when it was looked at. */
  const kept = async (): Promise<unknown> => {
    const files = unzipSync(new Uint8Array(await (await exported(owner)).arrayBuffer()));
    const { person, consent, settings, waysIn, sessions } = JSON.parse(strFromU8(files['data.json'] as Uint8Array));
    return { person, consent, settings, waysIn, sessions: sessions.length };
  };

  const named = (await listActions()).filter(({ path, name }) => !OPEN_TO_EVERYBODY.test(path) && name !== FOR_ALL);
  expect([...new Set(named.map(({ name }) => name))].sort()).toEqual(Object.keys(attacks).sort());

  const codes = /"codes":\["([^"]+)"/.exec(await send('renewCodes', owner))?.[1] ?? '';
  const client = (await nextClient(url)) as unknown as {
    logInWithCode(typed: { name: string; code: string }): Promise<{ ticket: string }>;
  };
  const { ticket } = await client.logInWithCode({ name: NAME, code: codes });
  const recovery = cookieHeader((await redeemTicketByScript(url, ticket)).cookies);
  expect(await send('startRegistration', recovery), 'what it is good for').toContain('"ok":true');
  const before = await kept();

  for (const name of Object.keys(attacks)) {
    const answers = [await send(name, '')];
    if (!FOR_RECOVERY.includes(name)) answers.push(await send(name, recovery));
    for (const answer of answers) expect([name, answer.includes('"ok":true')]).toEqual([name, false]);
    if (!(attacks[name] instanceof URLSearchParams))
      for (const answer of answers)
        expect([name, answer]).toEqual([name, expect.stringMatching(/not_signed_in|invalid_/)]);
  }
  for (const cookie of ['', recovery]) {
    const answer = await exported(cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/log_in?again=1&from=%2Faccount']);
  }
  expect(await kept()).toEqual(before);
});
