import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import sharp from 'sharp';
import type { ErrorCode } from '@/lib/errors';
import { type ActionClient, actionClient, listActions } from '@/lib/testing/action-client';
import { dataUrl, photo, sentence } from '@/lib/testing/captures';
import { cookieHeader, redeemTicketByScript, signUpByScript } from '@/lib/testing/people';
import { pngBomb } from '@/lib/testing/png';
import { wav } from '@/lib/testing/wav';
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

const noise = (samples: number): Float32Array => {
  let state = 1;
  return Float32Array.from({ length: samples }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) * 0.4;
  });
};
const plain = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: 'grey' } })
    .png()
    .toBuffer();

/** Twenty times the same face. */
async function crowd(): Promise<Buffer> {
  const base64 = (await photo('ada', 0)).split(',')[1] as string;
  const face = await sharp(Buffer.from(base64, 'base64')).resize(240, 180).toBuffer();
  const places = Array.from({ length: 20 }, (_, i) => ({
    input: face,
    left: (i % 5) * 240,
    top: Math.floor(i / 5) * 180,
  }));
  return sharp({ create: { width: 1200, height: 720, channels: 3, background: 'grey' } })
    .composite(places)
    .jpeg()
    .toBuffer();
}

const photoAttacks: [string, ErrorCode, () => Promise<string> | string][] = [
  ['no data URL', 'invalid_data_url', () => 'x'],
  ['a data URL without comma', 'invalid_data_url', () => 'data:image/jpeg;base64'],
  ['a data URL that is not base64', 'invalid_data_url', () => 'data:image/jpeg,%FF%D8'],
  ['nothing after the comma', 'empty_media', () => 'data:image/jpeg;base64,'],
  ['HTML', 'unsupported_media', () => dataUrl(Buffer.from('<script>alert(1)</script>'), 'image/jpeg')],
  [
    'SVG',
    'unsupported_media',
    () => dataUrl(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'),
  ],
  ['a voice', 'unsupported_media', () => sentence('slt', 1)],
  ['two bytes of a JPEG', 'unsupported_media', () => dataUrl(Buffer.from([0xff, 0xd8]))],
  ['a cut JPEG', 'undecodable_media', async () => (await photo('ada', 0)).slice(0, 23 + 4000)],
  ['a picture of four megabytes', 'media_too_large', () => dataUrl(Buffer.alloc(3_000_000, 0xff))],
  ['a PNG bomb', 'too_many_pixels', async () => dataUrl(pngBomb(60_000, 60_000))],
  ['one grey pixel', 'no_face', async () => dataUrl(await plain(1, 1))],
  ['a grey wall', 'no_face', async () => dataUrl(await plain(640, 480))],
  ['twenty faces', 'many_faces', async () => dataUrl(await crowd())],
];

const soundAttacks: [string, ErrorCode, () => Promise<string> | string][] = [
  ['a data URL without comma', 'invalid_data_url', () => 'data:audio/webm;base64'],
  ['nothing after the comma', 'empty_media', () => 'data:audio/webm;base64,'],
  ['a photo', 'unsupported_media', () => photo('ada', 0)],
  ['a playlist', 'unsupported_media', () => dataUrl(Buffer.from('#EXTM3U\n/etc/passwd\n'))],
  ['a cut recording', 'undecodable_media', async () => (await sentence('slt', 1)).slice(0, 22 + 60)],
  ['one millisecond', 'no_speech', () => dataUrl(wav(noise(16), 16_000))],
  ['silence', 'no_speech', () => dataUrl(wav(new Float32Array(80_000), 16_000))],
  ['white noise', 'no_speech', () => dataUrl(wav(noise(80_000), 16_000))],
  ['half a minute', 'recording_too_long', () => dataUrl(wav(new Float32Array(8_000 * 31), 8_000))],
  ['four megabytes', 'media_too_large', () => dataUrl(Buffer.alloc(3_000_000))],
];

test.describe('bad input', () => {
  for (const [title, code, make] of photoAttacks) {
    test(`${title} as a photo is ${code}, and nothing is left behind`, async ({ server }) => {
      const client = await nextClient(server.url);
      const attemptId = await beginEnrolment(client);
      expect(await client.takePhoto({ attemptId, index: 0, photo: await make() })).toEqual({ ok: false, code });
      expect(await client.takePhoto({ attemptId, index: 0, photo: await photo('ada', 0) })).toEqual({ ok: true });
      await client.cancelEnrolment({ attemptId });
      expect(await readdir(server.tmpDir)).toEqual([]);
    });
  }

  for (const [title, code, make] of soundAttacks) {
    test(`${title} as a recording is ${code}, and nothing is left behind`, async ({ server }) => {
      const client = await nextClient(server.url);
      const attemptId = await beginEnrolment(client);
      expect(await client.recordVoice({ attemptId, index: 0, recording: await make() })).toEqual({ ok: false, code });
      expect(await client.recordVoice({ attemptId, index: 0, recording: await sentence('slt', 1) })).toEqual({
        ok: true,
      });
      await client.cancelEnrolment({ attemptId });
      expect(await readdir(server.tmpDir)).toEqual([]);
    });
  }

  for (const name of ['../../etc/passwd', "x'; DROP TABLE users; --", '<img src=x onerror=alert(1)>', '', 'a\u0000b']) {
    test(`the name ${JSON.stringify(name)} is invalid_name`, async ({ server }) => {
      const client = await nextClient(server.url);
      expect(await client.startLogin({ name })).toEqual({ ok: false, code: 'invalid_name' });
      expect(await client.startEnrolment({ name, consent: true })).toEqual({ ok: false, code: 'invalid_name' });
    });
  }

  test('no frames, too many frames, a sample out of range and another shape are invalid_request', async ({
    server,
  }) => {
    const client = await nextClient(server.url);
    const attemptId = await beginLogin(client);
    const recording = await sentence('slt', 4);
    const frame = await photo('ada', 0);
    const invalid = { ok: false, code: 'invalid_request' };
    expect(await client.logIn({ attemptId, frames: [], recording })).toEqual(invalid);
    expect(await client.logIn({ attemptId, frames: Array(9).fill(frame), recording })).toEqual(invalid);
    expect(await client.logIn({ attemptId, frames: { length: 1 } as never, recording })).toEqual(invalid);
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
    const capture = { attemptId, frames: [await photo('ada', 0)], recording: await sentence('slt', 4) };
    expect(await client.logIn(capture)).toEqual({ ok: false, code: 'not_recognised' });
    expect(await client.logIn(capture)).toEqual({ ok: false, code: 'attempt_ended' });
    expect(await readdir(server.tmpDir)).toEqual([]);
  });

  test('a forged attempt, one of another kind and a path are all attempt_ended', async ({ server }) => {
    const client = await nextClient(server.url);
    const capture = { frames: [await photo('ada', 0)], recording: await sentence('slt', 4) };
    for (const attemptId of ['f'.repeat(32), '../../db', await beginEnrolment(client)]) {
      expect(await client.logIn({ ...capture, attemptId })).toEqual({ ok: false, code: 'attempt_ended' });
    }
  });

  test('a ticket opens one session; replayed or forged it opens none', async ({ server }) => {
    const ticket = await signUpByScript(await nextClient(server.url), 'ticket-holder', 'dora', 'awb');
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
  const capture = { frames: [await photo('ada', 0)], recording: await sentence('slt', 4) };
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
  const capture = { attemptId, frames: [await photo('ada', 0)], recording: await sentence('slt', 4) };
  expect(await client.logIn(capture)).toEqual({ ok: false, code: 'not_recognised' });
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
