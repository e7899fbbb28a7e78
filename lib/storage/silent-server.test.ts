import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from '@/lib/testing/postgres';
import { openServer } from './database';

const SOON = { connectMs: 500, statementMs: 500 };
const AWAY = { code: 'unavailable', status: 503, retryAfterSeconds: 5 };
const programs = findPostgres();

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return address && typeof address === 'object' ? address.port : 0;
}

/** A way to a server, which can be cut without anybody being told. */
async function wayTo(url: string): Promise<{ url: string; cut: () => void }> {
  const sockets: Socket[] = [];
  let isCut = false;
  const proxy = createServer((socket) => {
    const onward = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(socket, onward);
    socket.on('data', (bytes) => isCut || onward.write(bytes));
    onward.on('data', (bytes) => isCut || socket.write(bytes));
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  const through = new URL(url);
  through.port = String(await listening(proxy));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return {
    url: through.href,
    cut: () => {
      isCut = true;
    },
  };
}

describe('a server that accepts and never answers', () => {
  it('is unavailable for who starts, within its time', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    const port = await listening(silent);
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    await expect(openServer(`postgresql://test@127.0.0.1:${port}/postgres`, SOON)).rejects.toMatchObject(AWAY);
  });
});

describe.skipIf(!programs)('a server that stops answering (needs initdb and postgres)', () => {
  it('is unavailable for each query and transaction, which ends within its time', async () => {
    const server = await startPostgres(programs!);
    closing.push(() => server.stop());
    const way = await wayTo(server.url);
    const { prisma, close } = await openServer(way.url, SOON);
    closing.push(close);
    expect(await prisma.user.count()).toBe(0);
    way.cut();
    await expect(prisma.user.count()).rejects.toMatchObject(AWAY);
    await expect(prisma.$queryRaw`SELECT 1`).rejects.toMatchObject(AWAY);
    await expect(prisma.$transaction((some) => some.user.count())).rejects.toMatchObject(AWAY);
  });

  it('stops a statement that takes too long', async () => {
    const server = await startPostgres(programs!);
    closing.push(() => server.stop());
    const { prisma, close } = await openServer(server.url, { connectMs: 5_000, statementMs: 300 });
    closing.push(close);
    await expect(prisma.$queryRaw`SELECT pg_sleep(60)::text`).rejects.toMatchObject(AWAY);
    const [slow] = await prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) AS "count" FROM pg_stat_activity WHERE "query" LIKE '%sleep(60)%' AND "pid" <> pg_backend_pid() AND "state" = 'active'`;
    expect(slow?.count).toBe(0n);
  });
});
