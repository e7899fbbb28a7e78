import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sized } from '@/lib/testing/nightly';
import { connectionTimes, MAX_CONNECTIONS } from './connections';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serving(server: Server): Promise<() => Promise<Socket>> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    closing.push(() => socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
}

/** By day the same with shorter times: which of Node's settings ends what is what a test can tell. */
const times = sized(1, 0)
  ? connectionTimes
  : { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50 };

describe('connections', () => {
  it('beyond the most are closed as they come, and there is room again when one goes', async () => {
    const server = createServer(connectionTimes, (_, response) => response.end('here'));
    server.maxConnections = MAX_CONNECTIONS;
    const open = await serving(server);
    const held = await Promise.all(Array.from({ length: MAX_CONNECTIONS }, open));
    const refused = await open();
    await once(refused, 'close');
    expect(refused.bytesRead).toBe(0);
    const [first] = held;
    first?.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    if (first) await once(first.resume(), 'close');
    const welcome = await open();
    welcome.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const [answer] = (await once(welcome, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('whose head comes a line at a time are ended with 408, however steadily it comes', async () => {
    const open = await serving(createServer(times, (_, response) => response.end()));
    const socket = await open();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n');
    const drip = setInterval(() => socket.writable && socket.write('x-more: 1\r\n'), times.connectionsCheckingInterval);
    const since = performance.now();
    const [answer] = (await once(socket, 'data')) as [Buffer];
    clearInterval(drip);
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - since).toBeLessThan(10 * Number(times.headersTimeout));
    await once(socket.resume(), 'close');
  });
});

it('a head has ten seconds, and the server has room for 1024 connections', () => {
  expect(connectionTimes.headersTimeout).toBe(10_000);
  expect(MAX_CONNECTIONS).toBe(1024);
});
