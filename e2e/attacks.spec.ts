import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { type ActionClient, actionClient, listActions } from '@/lib/testing/action-client';
import { burst, frozenBurst } from '@/lib/testing/burst';
import { dataUrl, photo, sentence } from '@/lib/testing/captures';
import { cookieHeader, demoSamples, redeemTicketByScript, signUpByScript } from '@/lib/testing/people';
import { ticketOf } from '@/lib/testing/residents';
import { expect, test } from './test';

/** Attacks over HTTP on the real server: what a script can send, the server has to answer. */

let address = 0;
const nextClient = (url: string): Promise<ActionClient> =>
  actionClient(url, { 'x-forwarded-for': `203.0.113.${++address}` });

async function beginEnrolment(client: ActionClient): Promise<string> {
  const result = await client.startEnrolment({ name: `mallory-${address}`, consent: true });
  if (!result.ok) throw new Error(result.code);
  return result.attemptId;
}

async function beginLogin(client: ActionClient, name = 'mallory'): Promise<string> {
  const result = await client.startLogin({ name });
  if (!result.ok) throw new Error(result.code);
  return result.attemptId;
}

test.describe('bad input', () => {
  // One of each kind over the wire; all of them meet the same flows in lib/auth/bad-input.test.ts.
  test('a picture of four megabytes is media_too_large, and nothing is left behind', async ({ server }) => {
    const client = await nextClient(server.url);
    const attemptId = await beginEnrolment(client);
    const large = dataUrl(Buffer.alloc(3_000_000, 0xff));
    expect(await client.takePhoto({ attemptId, index: 0, photo: large })).toEqual({
      ok: false,
      code: 'media_too_large',
    });
    expect(await client.takePhoto({ attemptId, index: 0, photo: await photo('ada', 0) })).toEqual({ ok: true });
    await client.cancelEnrolment({ attemptId });
    expect(await readdir(server.tmpDir)).toEqual([]);
  });

  test('a playlist as a recording is unsupported_media, and nothing is left behind', async ({ server }) => {
    const client = await nextClient(server.url);
    const attemptId = await beginEnrolment(client);
    const playlist = dataUrl(Buffer.from('#EXTM3U\n/etc/passwd\n'));
    expect(await client.recordVoice({ attemptId, index: 0, recording: playlist })).toEqual({
      ok: false,
      code: 'unsupported_media',
    });
    expect(await client.recordVoice({ attemptId, index: 0, recording: await sentence('slt', 1) })).toEqual({
      ok: true,
    });
    await client.cancelEnrolment({ attemptId });
    expect(await readdir(server.tmpDir)).toEqual([]);
  });

  test('the name <img src=x onerror=alert(1)> is invalid_name', async ({ server }) => {
    const client = await nextClient(server.url);
    const name = '<img src=x onerror=alert(1)>';
    expect(await client.startLogin({ name })).toEqual({ ok: false, code: 'invalid_name' });
    expect(await client.startEnrolment({ name, consent: true })).toEqual({ ok: false, code: 'invalid_name' });
  });

  test('no frames, too many frames, a sample out of range and another shape are invalid_request', async ({
    server,
  }) => {
    const client = await nextClient(server.url);
    const attemptId = await beginLogin(client);
    const recording = await sentence('slt', 4);
    const frame = await photo('ada', 0);
    const invalid = { ok: false, code: 'invalid_request' };
    const honest = { attemptId, ...frozenBurst(frame), recording };
    expect(await client.logIn({ ...honest, frames: [] })).toEqual(invalid);
    expect(await client.logIn({ ...honest, frames: [frame], frameTimes: [0] })).toEqual(invalid);
    expect(await client.logIn({ ...honest, frames: Array(9).fill(frame) })).toEqual(invalid);
    expect(await client.logIn({ ...honest, frames: { length: 8 } as never })).toEqual(invalid);
    expect(await client.logIn({ ...honest, frameTimes: [] })).toEqual(invalid);
    expect(await client.takePhoto({ attemptId, index: 3, photo: frame })).toEqual(invalid);
    expect(await client.takePhoto({ attemptId, index: -1, photo: frame })).toEqual(invalid);
    expect(await client.takePhoto({ attemptId, index: 0.5, photo: frame })).toEqual(invalid);
  });

  test('a hundred megabytes are refused by their length, and a body that lies about it is cut off', async ({
    server,
  }) => {
    const declared = await fetch(`${server.url}/log_in`, { method: 'POST', body: Buffer.alloc(100_000_000) }).then(
      (response) => response.status,
      () => 'connection closed',
    );
    expect([413, 'connection closed']).toContain(declared);
    const logIn = (await listActions()).find(({ name }) => name === 'logIn');
    if (!logIn) throw new Error('no action logIn');
    const attacks: [path: string, headers: Record<string, string>][] = [
      [logIn.path, { 'next-action': logIn.id, origin: server.url }],
      ['/api/auth/callback/credentials', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['/api/v1/voice/verify', {}],
    ];
    for (const [path, headers] of attacks) {
      const { answer, sent } = await sendChunked(`${server.url}${path}`, headers, 100_000_000);
      expect([413, 401, 'connection closed']).toContain(answer);
      expect(sent).toBeLessThan(60_000_000);
    }
    expect((await fetch(server.url)).status).toBe(200);
  });
});

test.describe('replays and forgeries', () => {
  test('an attempt is used once, whatever came of it', async ({ server }) => {
    const client = await nextClient(server.url);
    const attemptId = await beginLogin(client);
    const capture = { attemptId, ...(await burst('ada', 0)), recording: await sentence('slt', 4) };
    expect(await client.logIn(capture)).toEqual({ ok: false, code: 'not_recognised', triesLeft: expect.any(Number) });
    expect(await client.logIn(capture)).toEqual({ ok: false, code: 'attempt_ended' });
    expect(await readdir(server.tmpDir)).toEqual([]);
  });

  test('a forged attempt, one of another kind and a path are all attempt_ended', async ({ server }) => {
    const client = await nextClient(server.url);
    const capture = { ...(await burst('ada', 0)), recording: await sentence('slt', 4) };
    for (const attemptId of ['f'.repeat(32), '../../db', await beginEnrolment(client)]) {
      expect(await client.logIn({ ...capture, attemptId })).toEqual({ ok: false, code: 'attempt_ended' });
    }
  });

  test('a ticket opens one session; replayed or forged it opens none', async ({ server }) => {
    const ticket = await signUpByScript(
      await nextClient(server.url),
      'ticket-holder',
      await demoSamples('dora', 'awb'),
    );
    const session = await redeemTicketByScript(server.url, ticket);
    expect(session.status).toBe(200);
    const cookie = cookieHeader(session.cookies);
    expect(cookie).toContain('next-auth.session-token');
    const own = await fetch(`${server.url}/protected`, { headers: { cookie }, redirect: 'manual' });
    expect(own.status).toBe(200);
    for (const replayed of [ticket, 'f'.repeat(32), "' OR 1=1 --"]) {
      const replay = await redeemTicketByScript(server.url, replayed);
      expect(replay.status).toBe(401);
      expect(cookieHeader(replay.cookies)).not.toContain('next-auth.session-token');
    }
  });

  test('a session signed with another secret is no session', async ({ server }) => {
    const cookie = 'next-auth.session-token=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.';
    const page = await fetch(`${server.url}/protected`, { headers: { cookie }, redirect: 'manual' });
    expect(page.status).toBe(307);
    expect(page.headers.get('location')).toContain('/log_in');
  });

  test('after the log-out a copy of the cookie opens no page, no action and no stream, and what was open closes', async ({
    server,
  }) => {
    const cookie = cookieHeader((await redeemTicketByScript(server.url, ticketOf('copied'))).cookies);
    const headers = { cookie, origin: server.url };
    const page = () => fetch(`${server.url}/protected`, { headers, redirect: 'manual' });
    const session = async () => (await fetch(`${server.url}/api/auth/session`, { headers })).text();
    const act = async () => {
      const client: unknown = await actionClient(server.url, { cookie });
      return (client as { startRenewal(input: object): Promise<unknown> }).startRenewal({ modality: 'voice' });
    };
    const stream = () => new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/voice/stream`, { headers });
    expect((await page()).status).toBe(200);
    expect(await session()).toContain('userId');
    expect(await act()).toMatchObject({ ok: true });
    const open = stream();
    const closed = once(open, 'close');
    await once(open, 'open');
    open.send(JSON.stringify({ type: 'start', person: 'copied', encoding: 'pcm16' }));

    const logOut = (await listActions()).find(({ name }) => name === 'logOut');
    const left = await fetch(`${server.url}${logOut?.path}`, {
      method: 'POST',
      headers: { ...headers, 'next-action': logOut?.id ?? '', accept: 'text/x-component' },
      body: '[]',
      redirect: 'manual',
    });
    expect(left.headers.get('x-action-redirect')).toContain('/logged_out');
    expect(left.headers.get('clear-site-data')).toBe('"cache"');
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([4401, 'not_signed_in']);
    expect((await page()).headers.get('location')).toContain('/log_in');
    expect(await session()).toBe('{}');
    expect(await act()).toEqual({ ok: false, code: 'not_signed_in' });
    const refused = stream();
    refused.on('error', () => undefined);
    const [, answer] = await once(refused, 'unexpected-response');
    expect(answer.statusCode).toBe(401);
    const after = await fetch(`${server.url}/logged_out`);
    expect(after.headers.get('clear-site-data')).toBe('"cache"');
  });

  test('another site cannot call the actions', async ({ server }) => {
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
      const client = await actionClient(server.url, { origin });
      await expect(client.startLogin({ name: 'ada' })).rejects.toThrow(/HTTP [45]/);
    }
  });
});

test('seven tries at once on one name from one network let five through, and others need not wait', async ({
  server,
}) => {
  const clients = await Promise.all(Array.from({ length: 7 }, () => nextClient(server.url)));
  const attempts = await Promise.all(clients.map((client) => beginLogin(client, 'victim')));
  const capture = { ...(await burst('ada', 0)), recording: await sentence('slt', 4) };
  const answers = await Promise.all(
    clients.map((client, i) => client.logIn({ ...capture, attemptId: attempts[i] as string })),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort();
  expect(codes).toEqual([...Array(5).fill('not_recognised'), ...Array(2).fill('too_many_attempts')]);
  const neighbour = await nextClient(server.url);
  expect(await neighbour.startLogin({ name: 'VICTIM' })).toMatchObject({
    code: 'too_many_attempts',
    retryAfterSeconds: expect.any(Number),
  });
  const stranger = await actionClient(server.url, { 'x-forwarded-for': '198.51.100.1' });
  expect(await stranger.startLogin({ name: 'VICTIM' })).toMatchObject({ ok: true });
});

test('the log holds nothing of a person', async ({ server }) => {
  const client = await nextClient(server.url);
  const attemptId = await beginLogin(client, 'secretive');
  const capture = { attemptId, ...(await burst('ada', 0)), recording: await sentence('slt', 4) };
  expect(await client.logIn(capture)).toEqual({ ok: false, code: 'not_recognised', triesLeft: expect.any(Number) });
  expect(server.output()).toContain('Open Sesame is at');
  expect(server.output()).not.toMatch(/base64,|embedding|distance|mallory|secretive/i);
  expect(server.output()).not.toContain(attemptId);
});

/** Sends a body without telling its length; answers with the status or how it ended, and with the bytes that got out. */
function sendChunked(
  url: string,
  headers: Record<string, string>,
  bytes: number,
): Promise<{ answer: number | string; sent: number }> {
  return new Promise((resolve) => {
    let sent = 0;
    const end = (answer: number | string): void => {
      resolve({ answer, sent });
      request.destroy();
    };
    const request = httpRequest(url, { method: 'POST', headers }, (response) => end(response.statusCode ?? 0));
    request.on('error', () => end('connection closed'));
    const chunk = Buffer.alloc(100_000);
    const send = (): void => {
      while (sent < bytes && !request.destroyed) {
        sent += chunk.length;
        if (!request.write(chunk)) return void request.once('drain', send);
      }
      request.end();
    };
    send();
  });
}
