import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { AuthDeps } from '@/lib/auth/deps';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { endSessionOf } from '@/lib/auth/session-token';
import { SesameError } from '@/lib/errors';
import { fixture } from '@/lib/media/fixtures/tone';
import { readOgg } from '@/lib/media/ogg';
import { decodeSound } from '@/lib/media/sound';
import type { Storage } from '@/lib/storage/storage';
import { createUser, nameKey, type User } from '@/lib/storage/users';
import { recording, type Speaker } from '@/lib/testing/captures';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { sealToken, signInAs } from '@/lib/testing/sessions';
import { openTestStorage } from '@/lib/testing/storage';
import { filterbank } from '@/lib/voice/filterbank';
import { voiceModel } from '@/lib/voice/model';
import { type PartialMessage, parseClientMessage, partialMessageSchema } from './messages';
import { type StreamServer, streamServer } from './socket';
import { type StreamLimits, streamLimits } from './stream-limits';

const ORIGIN = 'https://sesame.example';
const COOKIE = sessionCookieName(ORIGIN);
const KEY = 'Bearer a-key-of-a-service-0123456789';
const SERVICE = { headers: { authorization: KEY } };
const START = { type: 'start', person: 'ada', encoding: 'pcm16' };

let storage: Storage;
let deps: AuthDeps;
let ada: User;
const servers: { http: Server; streams: StreamServer }[] = [];

beforeAll(async () => {
  storage = await openTestStorage();
  deps = await rememberingDeps(storage);
  ada = await enrol('ada', 'slt');
  await enrol('rosa', 'rms');
});
afterAll(() => storage.close());

/** After every story, whatever happened in it, nothing is left. */
afterEach(async () => {
  for (const { http, streams } of servers.splice(0)) {
    await vi.waitFor(() => expect(streams.callers.size).toBe(0), { timeout: 20_000 });
    http.close();
    http.closeAllConnections();
  }
  vi.restoreAllMocks();
});

async function enrol(name: string, speaker: Speaker): Promise<User> {
  const model = await voiceModel();
  const embeddings = [];
  for (const n of [1, 2, 3] as const) embeddings.push(await model.embed(filterbank(await voice(speaker, n))));
  const id = randomUUID();
  const templates = {
    face: { model: 'none', embeddings: [new Float32Array([1])] },
    voice: { model: model.id, embeddings },
  };
  const person = { id, name, createdAt: new Date(), consentedAt: new Date(), voiceModel: 'a-model' };
  const user = await storage.templates.create({ id, nameKey: nameKey(name) }, templates, () =>
    createUser(storage, person),
  );
  return user!;
}

async function voice(speaker: Speaker, n: 1 | 2 | 3 | 4) {
  return decodeSound(await recording(speaker, n));
}

/** So many seconds of a sentence over and over, as 16-bit PCM. */
async function pcm(speaker: Speaker, seconds: number): Promise<Buffer> {
  const audio = await voice(speaker, 4);
  const bytes = Buffer.alloc(seconds * 32_000);
  for (let i = 0; i < bytes.length / 2; i++)
    bytes.writeInt16LE(Math.round((audio[i % audio.length] as number) * 32_767), 2 * i);
  return bytes;
}

/** A sentence in WebM: the Opus packets of the Ogg file in one cluster of open size. */
async function webm(speaker: Speaker): Promise<Buffer> {
  const track = readOgg(await recording(speaker, 4));
  const element = (id: string, body: Uint8Array): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(0x10000000 | body.length);
    return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
  };
  const entry = [
    element('d7', Buffer.from([1])),
    element('83', Buffer.from([2])),
    element('86', Buffer.from('A_OPUS')),
    element('63a2', track!.setup),
  ];
  const open = (id: string): Buffer => Buffer.from(`${id}01ffffffffffffff`, 'hex');
  return Buffer.concat([
    element('1a45dfa3', Buffer.alloc(0)),
    open('18538067'),
    element('1654ae6b', element('ae', Buffer.concat(entry))),
    open('1f43b675'),
    ...[...track!.packets].map((packet) => element('a3', Buffer.concat([Buffer.from('81000080', 'hex'), packet]))),
  ]);
}

async function serve(limits: Partial<StreamLimits> = {}, change: Partial<AuthDeps> = {}): Promise<string> {
  const http = createServer((_, response) => response.end());
  const streams = streamServer({
    deps: { ...deps, ...change },
    origins: [ORIGIN],
    parse: parseClientMessage,
    isApiKey: (authorization) => authorization === KEY || authorization === `${KEY}-two`,
    limits: { ...streamLimits, ...limits },
  });
  http.on('upgrade', streams.upgrade);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  servers.push({ http, streams });
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}/api/v1/voice/stream`;
}

interface Client {
  socket: WebSocket;
  partials: PartialMessage[];
  send(...messages: (object | string | Buffer)[]): void;
  closed: Promise<{ code: number; reason: string }>;
}

async function join(url: string, options: { headers?: Record<string, string> } = SERVICE): Promise<Client> {
  const socket = new WebSocket(url, options);
  const partials: PartialMessage[] = [];
  socket.on('message', (data) => partials.push(partialMessageSchema.parse(JSON.parse(String(data)))));
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return {
    socket,
    partials,
    closed,
    send: (...messages) => {
      for (const message of messages)
        socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    },
  };
}

/** The status with which an upgrade is refused. */
async function refusal(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers });
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

async function cookie(user: User, startedAt = deps.now()): Promise<string> {
  return `a=b; ${COOKIE}=${await signInAs(user, storage, startedAt)}`;
}

const parts = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

const last = <T>(list: readonly T[]): T => list.at(-1)!;

describe('a stream', () => {
  it('tells the person from somebody else, at its end', async () => {
    const url = await serve();
    for (const [speaker, verdict] of [
      ['slt', 'same'],
      ['rms', 'different'],
    ] as const) {
      const client = await join(url);
      client.send(START, ...parts(await pcm(speaker, 6), 3_201), { type: 'end' });
      expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
      expect(last(client.partials)).toMatchObject({ type: 'partial', verdict });
      expect(last(client.partials).speechSeconds).toBeGreaterThan(3);
    }
  });

  it('ends by itself when the verdict is certain, and tells partial results before', async () => {
    const url = await serve();
    for (const [speaker, verdict] of [
      ['slt', 'same'],
      ['rms', 'different'],
    ] as const) {
      const client = await join(url);
      client.send(START, ...parts(await pcm(speaker, 6), 32_000));
      expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
      expect(last(client.partials).verdict).toBe(verdict);
    }
  });

  it('goes on to its end when it is asked to', async () => {
    const client = await join(await serve());
    const sound = await pcm('slt', 6);
    client.send({ ...START, untilEnd: true }, sound);
    for (let certain = 0; certain < 3; ) {
      const [data] = await once(client.socket, 'message');
      if (JSON.parse(String(data)).verdict === 'same') certain++;
      client.send(sound.subarray(0, 6_400));
    }
    client.send({ type: 'end' });
    expect(await client.closed).toMatchObject({ code: 1000 });
  });

  it('takes WebM as a recorder makes it, cut anywhere', async () => {
    const url = await serve();
    const recorded = await join(url);
    const file = Buffer.from(fixture('chromium-recording.webm'));
    recorded.send({ ...START, encoding: 'webm' }, ...parts(file, 333), { type: 'end' });
    expect(await recorded.closed).toMatchObject({ code: 1000 });
    expect(last(recorded.partials)).toMatchObject({ verdict: 'undecided' });
    const spoken = await join(url);
    spoken.send({ ...START, encoding: 'webm' }, ...parts(await webm('slt'), 333), { type: 'end' });
    expect(await spoken.closed).toMatchObject({ code: 1000 });
    expect(last(spoken.partials)).toMatchObject({ verdict: 'same' });
  });

  it('says undecided when it ends with too little speech', async () => {
    const client = await join(await serve());
    client.send(START, await pcm('slt', 1), { type: 'end' });
    expect(await client.closed).toMatchObject({ code: 1000 });
    expect(last(client.partials).verdict).toBe('undecided');
  });

  it('names the person by id, too, and finds nobody the same as somebody who is not there', async () => {
    const url = await serve();
    const known = await join(url);
    known.send({ ...START, person: ada.id }, await pcm('slt', 6), { type: 'end' });
    await known.closed;
    expect(last(known.partials).verdict).toBe('same');
    for (const person of ['nobody', randomUUID(), '../../etc/passwd', "' OR 1=1"]) {
      const client = await join(url);
      client.send({ ...START, person }, await pcm('slt', 6), { type: 'end' });
      expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
      expect(last(client.partials)).toMatchObject({ similarity: expect.any(Number), verdict: 'different' });
    }
  });

  it('goes on when the model is busy, and still gives its verdict', async () => {
    const model = await voiceModel();
    let refused = 0;
    const busy = async () => ({
      ...model,
      embed: async (features: Parameters<typeof model.embed>[0]) => {
        if (refused++ < 2) throw new SesameError('busy');
        return model.embed(features);
      },
    });
    const client = await join(await serve({}, { voiceModel: busy }));
    client.send(START, await pcm('slt', 6), { type: 'end' });
    expect(await client.closed).toMatchObject({ code: 1000 });
    expect(refused).toBeGreaterThan(2);
    expect(last(client.partials).verdict).toBe('same');
  });

  it('is one of ten at once', async () => {
    const url = await serve();
    const sound = await pcm('slt', 6);
    const clients = await Promise.all(Array.from({ length: 10 }, () => join(url)));
    for (const client of clients) client.send(START, ...parts(sound, 6_400), { type: 'end' });
    for (const client of clients) {
      expect(await client.closed).toMatchObject({ code: 1000 });
      expect(last(client.partials).verdict).toBe('same');
    }
  });
});

describe('who may open a stream', () => {
  it('is a person signed in, about themself only', async () => {
    const url = await serve();
    const headers = { cookie: await cookie(ada), origin: ORIGIN };
    const own = await join(url, { headers });
    const opened = await storage.prisma.auditEvent.findFirst({ where: { kind: 'stream', userId: ada.id } });
    expect(opened).toMatchObject({ outcome: 'accept', subject: 'person' });
    own.send({ ...START, person: 'ADA' }, await pcm('slt', 6), { type: 'end' });
    expect(await own.closed).toMatchObject({ code: 1000 });
    expect(last(own.partials).verdict).toBe('same');
    for (const person of ['rosa', 'nobody']) {
      const other = await join(url, { headers });
      other.send({ ...START, person });
      expect(await other.closed).toEqual({ code: 4401, reason: 'not_recognised' });
      expect(other.partials).toEqual([]);
    }
  });

  it('is not somebody without a key or session', async () => {
    const url = await serve();
    expect(await refusal(url, {})).toBe(401);
    expect(await refusal(url, { authorization: 'Bearer wrong' })).toBe(401);
    expect(await refusal(url, { authorization: 'Basic YTpi' })).toBe(401);
    expect(await refusal(url, { origin: ORIGIN, cookie: `${COOKIE}=x.y.z` })).toBe(401);
    const ended = await cookie({ ...ada, sessionVersion: ada.sessionVersion - 1 });
    expect(await refusal(url, { origin: ORIGIN, cookie: ended })).toBe(401);
    const signedOut = await signInAs(ada, storage, deps.now());
    await endSessionOf(signedOut, storage, deps.now());
    expect(await refusal(url, { origin: ORIGIN, cookie: `${COOKIE}=${signedOut}` })).toBe(401);
    const forged = `${COOKIE}=${await sealToken({ sid: 'a'.repeat(43) }, { sessionSecret: 'x'.repeat(32) })}`;
    expect(await refusal(url, { origin: ORIGIN, cookie: forged })).toBe(401);
    for (const hours of [1, 12, 20 * 24]) {
      const expired = await cookie(ada, new Date(deps.now().getTime() - hours * 3_600_000));
      expect(await refusal(url, { origin: ORIGIN, cookie: expired })).toBe(401);
    }
  });

  it('is not a page of another site, whose visitor is signed in here', async () => {
    const url = await serve();
    const foreign = 'https://evil.example';
    expect(await refusal(url, { origin: foreign, cookie: await cookie(ada) })).toBe(403);
    expect(await refusal(url, { origin: 'null', cookie: await cookie(ada) })).toBe(403);
    expect(await refusal(url, { origin: foreign, authorization: KEY })).toBe(403);
    expect(await refusal(url, { cookie: await cookie(ada) })).toBe(403);
  });

  it('is not asking for another path', async () => {
    const url = await serve();
    expect(await refusal(`${url}/more`, { authorization: KEY })).toBe(404);
  });
});

describe('an open stream', () => {
  const listen = async (token: string, change: Partial<AuthDeps> = {}) => {
    const url = await serve({ sessionCheckMs: 20 }, change);
    const client = await join(url, { headers: { cookie: `${COOKIE}=${token}`, origin: ORIGIN } });
    client.send(START);
    return client;
  };

  it('is closed when its person logs out, on whichever replica', async () => {
    const token = await signInAs(ada, storage, deps.now());
    const client = await listen(token);
    await endSessionOf(token, storage, deps.now());
    expect(await client.closed).toEqual({ code: 4401, reason: 'not_signed_in' });
  });

  it('is closed when its session has lasted long enough: a stream is no sign of life', async () => {
    let clock = deps.now().getTime();
    const token = await signInAs(ada, storage, new Date(clock));
    const client = await listen(token, { now: () => new Date(clock) });
    clock += 3_600_000;
    expect(await client.closed).toEqual({ code: 4401, reason: 'not_signed_in' });
  });

  it('of a person who logs out elsewhere goes on', async () => {
    const token = await signInAs(ada, storage, deps.now());
    const client = await listen(token);
    await endSessionOf(await signInAs(ada, storage, deps.now()), storage, deps.now());
    client.send(await pcm('slt', 6), { type: 'end' });
    expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
  });
});

describe('a stream that breaks the rules', () => {
  it.each<[string, (object | string | Buffer)[], number, string]>([
    ['sound before the start', [Buffer.alloc(100)], 4400, 'invalid_request'],
    ['an end before the start', [{ type: 'end' }], 4400, 'invalid_request'],
    ['text that is no message', ['{"type":'], 4400, 'invalid_request'],
    ['a message of no known type', [{ type: 'begin' }], 4400, 'invalid_request'],
    ['a second start', [START, START], 4400, 'invalid_request'],
    ['sound after the end', [START, { type: 'end' }, Buffer.alloc(100)], 4400, 'invalid_request'],
    ['text as sound', [{ ...START, encoding: 'webm' }, Buffer.from('<script>')], 4422, 'undecodable_media'],
    ['PCM as WebM', [{ ...START, encoding: 'webm' }, Buffer.alloc(3_200, 7)], 4422, 'undecodable_media'],
    ['a message larger than any', [START, Buffer.alloc(300_000)], 1009, ''],
  ])('ends after %s', async (_, messages, code, reason) => {
    const client = await join(await serve());
    client.send(...messages);
    expect(await client.closed).toEqual({ code, reason });
  });

  it('ends after more bytes, or more seconds, than allowed', async () => {
    const silence = Buffer.alloc(100_000);
    const large = await join(await serve({ bytes: 250_000 }));
    large.send(START, silence, silence, silence);
    expect(await large.closed).toEqual({ code: 1009, reason: 'media_too_large' });
    const long = await join(await serve({ audioSeconds: 8 }));
    long.send(START, silence, silence, silence);
    expect(await long.closed).toEqual({ code: 4413, reason: 'recording_too_long' });
  });

  it('ends when it never starts, never goes on, or never ends', async () => {
    const mute = await join(await serve({ startMs: 50 }));
    expect(await mute.closed).toEqual({ code: 4408, reason: 'timed_out' });
    const idle = await join(await serve({ idleMs: 50 }));
    idle.send(START, Buffer.alloc(3_200));
    expect(await idle.closed).toEqual({ code: 4408, reason: 'timed_out' });
    const drip = await join(await serve({ lifetimeMs: 500 }));
    drip.send(START);
    const dripping = setInterval(() => drip.send(Buffer.alloc(1)), 20);
    expect(await drip.closed).toEqual({ code: 4408, reason: 'timed_out' });
    clearInterval(dripping);
  });

  it('does not live on pings, empty messages or text', async () => {
    const client = await join(await serve({ idleMs: 300 }));
    client.send(START);
    const chatter = setInterval(() => {
      client.socket.ping();
      client.socket.send(Buffer.alloc(0));
    }, 20);
    expect(await client.closed).toEqual({ code: 4408, reason: 'timed_out' });
    clearInterval(chatter);
  });

  it('is cut off when its client reads nothing, not even the closing', async () => {
    const client = await join(await serve({ idleMs: 300 }));
    client.send(START, await pcm('slt', 2));
    client.socket.pause();
    const { callers } = last(servers).streams;
    await vi.waitFor(() => expect(callers.size).toBe(0), { timeout: 20_000 });
    client.socket.terminate();
  });

  it('is one too many', async () => {
    const url = await serve({ streams: 3, streamsPerService: 2 });
    const clients = [await join(url), await join(url)];
    const third = await join(url);
    expect(await third.closed).toEqual({ code: 4429, reason: 'too_many_attempts' });
    clients.push(await join(url, { headers: { authorization: `${KEY}-two` } }));
    const fourth = await join(url, { headers: { authorization: `${KEY}-two` } });
    expect(await fourth.closed).toEqual({ code: 1013, reason: 'busy' });
    for (const { socket } of clients) socket.close();
  });
});

describe('back-pressure', () => {
  it('stops reading while sound waits to be decoded, and goes on afterwards', async () => {
    const pause = vi.spyOn(WebSocket.prototype, 'pause');
    const client = await join(await serve({ waitingBytes: 10_000 }));
    client.send({ ...START, untilEnd: true }, ...parts(await pcm('slt', 20), 6_400), { type: 'end' });
    expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
    expect(last(client.partials).verdict).toBe('same');
    expect(pause).toHaveBeenCalled();
  });
});

describe('a stream that breaks off', () => {
  it('leaves nothing, wherever it was', async () => {
    const url = await serve();
    const sound = await pcm('slt', 20);
    const moments: ((client: Client) => void)[] = [
      () => undefined,
      (client) => client.send(START),
      (client) => client.send(START, ...parts(sound, 6_400)),
      (client) => client.send(START, ...parts(sound, 6_400), { type: 'end' }),
      (client) => client.send({ ...START, encoding: 'webm' }, Buffer.from(fixture('chromium-recording.webm'))),
    ];
    for (const leave of [(c: Client) => c.socket.terminate(), (c: Client) => c.socket.close()]) {
      const clients = await Promise.all(moments.map(() => join(url)));
      for (const [i, client] of clients.entries()) moments[i]?.(client);
      await Promise.all(clients.map(({ socket }) => new Promise((sent) => socket.ping(undefined, undefined, sent))));
      for (const client of clients) leave(client);
      await Promise.all(clients.map(({ closed }) => closed));
    }
  });

  it('is not answered when it ends while its voice is being embedded', async () => {
    const model = await voiceModel();
    let finish = (): void => undefined;
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = async () => ({
      ...model,
      embed: async (features: Parameters<typeof model.embed>[0]) => {
        begun();
        await held;
        return model.embed(features);
      },
    });
    const client = await join(await serve({}, { voiceModel: slow }));
    client.send(START, await pcm('slt', 6));
    await hasBegun;
    client.socket.terminate();
    const { callers } = last(servers).streams;
    await vi.waitFor(() => expect(callers.size).toBe(0));
    finish();
    await client.closed;
  });

  it('is told that the server stops', async () => {
    const client = await join(await serve());
    client.send(START);
    last(servers).streams.close();
    expect(await client.closed).toEqual({ code: 1001, reason: 'server_stopping' });
  });

  it('is dropped when it never finishes its upgrade', async () => {
    const { port } = new URL(await serve());
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /api/v1/voice/stream HTTP/1.1\r\nUpgrade: websocket\r\n');
    expect(last(servers).streams.callers.size).toBe(0);
    socket.destroy();
  });
});
