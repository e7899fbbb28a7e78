import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bodies, type BodiesLimits, watchBodies } from './bodies';
import { ADDRESS_HEADER } from './client-address';

const limits: BodiesLimits = { bytes: 100_000, bytesEach: 60_000, slowBytes: 1_000, slowMs: 300 };

let bodies: Bodies;
/** What a page does with a body: reads it, and answers how long it was when it is told to. */
let mayAnswer: Promise<void>;
let answerAll: () => void;
const sockets: Socket[] = [];
const server = createServer((request, response) => {
  // As the gate does, which here believes everybody.
  request.headers[ADDRESS_HEADER] = request.headers['x-from'];
  if (!bodies.admit(request, response)) return;
  void read(request)
    .then(async (length) => {
      await mayAnswer;
      response.end(String(length));
    })
    .catch(() => undefined);
});

async function read(request: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const chunk of request) length += (chunk as Buffer).length;
  return length;
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  bodies = watchBodies(limits);
  mayAnswer = new Promise((resolve) => {
    answerAll = resolve;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.useRealTimers();
  answerAll();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Sender {
  send(bytes: number): void;
  /** All that was answered, once the connection is closed. */
  answered: Promise<string>;
  /** Whatever was answered until now. */
  heard(): string;
}

/** A request with a body of which nothing is sent yet. */
async function begin(from: string, declared: number | 'chunked', path = '/log_in'): Promise<Sender> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
  });
  const length = declared === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${declared}`;
  socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\nx-from: ${from}\r\nconnection: close\r\n${length}\r\n\r\n`);
  const body = (bytes: number): string | Buffer =>
    declared === 'chunked' ? `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n` : Buffer.alloc(bytes);
  return {
    send: (bytes) => socket.write(body(bytes)),
    answered: once(socket, 'close').then(() => heard),
    heard: () => heard,
  };
}

/** When so many bodies are under way, and so many bytes of them have come. */
async function received(bytes: number, requests?: number): Promise<void> {
  const isThere = (): boolean =>
    bodies.inFlight() === bytes && (requests === undefined || vi.getTimerCount() === requests);
  while (!isThere()) await turn();
}

const aWindowLater = (): unknown => vi.advanceTimersByTime(limits.slowMs);

describe('the bodies of requests', () => {
  it('are read and answered, and their room is free again', async () => {
    const request = await begin('ada', 50_000);
    request.send(50_000);
    await received(50_000);
    answerAll();
    expect(await request.answered).toMatch(/^HTTP\/1.1 200[\s\S]*50000$/);
    expect(bodies.inFlight()).toBe(0);
  });

  it('that say they are too long are refused before they come', async () => {
    expect(await (await begin('ada', 6 * 1024 * 1024)).answered).toMatch(/^HTTP\/1.1 413/);
  });

  it('that do not fit into what is free are told to come back', async () => {
    const first = await begin('ada', 50_000);
    first.send(50_000);
    const second = await begin('berta', 40_000);
    second.send(40_000);
    await received(90_000);
    expect(await (await begin('carla', 20_000)).answered).toMatch(/^HTTP\/1.1 503[\s\S]*retry-after: \d/i);
    const growing = await begin('carla', 'chunked');
    growing.send(20_000);
    await growing.answered;
    expect(bodies.inFlight()).toBe(90_000);
    const small = await begin('carla', 5_000);
    small.send(5_000);
    answerAll();
    expect(await small.answered).toMatch(/^HTTP\/1.1 200/);
  });

  it('of one address leave room for those of others', async () => {
    const greedy = await begin('mallory', 60_000);
    greedy.send(60_000);
    await received(60_000);
    expect(await (await begin('mallory', 10_000)).answered).toMatch(/^HTTP\/1.1 503/);
    const honest = await begin('ada', 10_000);
    honest.send(10_000);
    await received(70_000);
    answerAll();
    expect(await honest.answered).toMatch(/^HTTP\/1.1 200/);
  });

  it('that are announced and never sent keep nobody out', async () => {
    await Promise.all(Array.from({ length: 16 }, (_, i) => begin(`mallory-${i}`, 50_000)));
    const honest = await begin('ada', 50_000);
    honest.send(50_000);
    await received(50_000);
    answerAll();
    expect(await honest.answered).toMatch(/^HTTP\/1.1 200/);
  });
});

describe('a body that comes slowly', () => {
  it.each([0, 900])(
    'is cut off when %d bytes have come and no more follow, and what came is given back',
    async (sent) => {
      const half = await Promise.all(Array.from({ length: 20 }, (_, i) => begin(`mallory-${i}`, 50_000)));
      for (const request of half) if (sent > 0) request.send(sent);
      await received(20 * sent, 20);
      aWindowLater();
      for (const request of half) expect(await request.answered).toMatch(/^(HTTP\/1.1 408|$)/);
      expect(bodies.inFlight()).toBe(0);
    },
  );

  it('is cut off when it drips', async () => {
    const drip = await begin('mallory', 'chunked');
    for (let i = 0; i < 3; i++) drip.send(1);
    await received(3);
    aWindowLater();
    await drip.answered;
    expect(bodies.inFlight()).toBe(0);
  });

  it('is left alone as long as it comes fast enough', async () => {
    const steady = await begin('ada', 'chunked');
    for (let i = 1; i <= 12; i++) {
      steady.send(2_000);
      await received(i * 2_000);
      aWindowLater();
    }
    expect(steady.heard()).toBe('');
  });

  it('is not cut off because the page takes its time to read or to answer', async () => {
    const request = await begin('ada', 50_000);
    request.send(50_000);
    await received(50_000);
    for (let i = 0; i < 3; i++) aWindowLater();
    answerAll();
    expect(await request.answered).toMatch(/^HTTP\/1.1 200/);
  });
});
