import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { answer } from '@/lib/api/answer';
import { startLoginSchema } from '@/lib/api/contract';
import { startLogin } from '@/lib/auth/login';
import { parseEnv } from '@/lib/env';
import { missing } from '@/lib/runtime/readiness';
import { testDeps } from '@/lib/testing/deps';
import { findPostgres, type PostgresServer, startPostgres } from '@/lib/testing/postgres';
import { openStorage, type Storage } from './storage';
import { saysUnavailable } from './unavailable';

const programs = findPostgres();

afterEach(() => vi.restoreAllMocks());

describe.skipIf(!programs)('a database that goes away (needs initdb and postgres)', () => {
  let server: PostgresServer;
  let folder: string;
  let storage: Storage;

  beforeAll(async () => {
    server = await startPostgres(programs!);
    folder = await mkdtemp(join(tmpdir(), 'open-sesame-away-'));
    const env = parseEnv({ DATABASE_URL: server.url, DATA_DIR: join(folder, 'db'), TMP_DIR: join(folder, 'tmp') });
    storage = await openStorage(env, () => undefined);
  });
  afterAll(async () => {
    await storage.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is unavailable for log-ins, queries and transactions, and there again when it is back', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const deps = await testDeps(storage);
    const logIn = () => answer(startLoginSchema, { name: 'ada' }, ({ name }) => startLogin(name, '203.0.113.9', deps));
    const needs = { storage: () => storage.prisma.$queryRaw`SELECT 1`, models: async () => undefined };
    expect(await logIn()).toMatchObject({ ok: true });
    expect(await missing(needs, 10_000)).toEqual([]);
    await server.suspend();
    expect(await logIn()).toEqual({ ok: false, code: 'unavailable', retryAfterSeconds: 5 });
    const away = { code: 'unavailable', status: 503 };
    await expect(storage.prisma.user.findMany()).rejects.toMatchObject(away);
    await expect(storage.prisma.$queryRaw`SELECT 1`).rejects.toMatchObject(away);
    await expect(storage.prisma.$transaction((some) => some.user.findMany())).rejects.toMatchObject(away);
    await expect(storage.prisma.$transaction([storage.prisma.user.findMany()])).rejects.toMatchObject(away);
    expect(await missing(needs, 10_000)).toEqual(['storage']);
    await server.resume();
    expect(await logIn()).toMatchObject({ ok: true });
    expect(await missing(needs, 10_000)).toEqual([]);
  });

  it('is unavailable for a server that starts', async () => {
    const env = parseEnv({ DATABASE_URL: 'postgresql://test@127.0.0.1:1/postgres', DATA_DIR: join(folder, 'db') });
    await expect(openStorage(env, () => undefined)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is not what a query with a fault in it says', async () => {
    await expect(storage.prisma.$queryRaw`SELECT nothing`).rejects.not.toHaveProperty('code', 'unavailable');
  });
});

describe('an error says that the database is away', () => {
  it.each([
    { code: 'P1001' },
    { code: 'P2010', meta: { driverAdapterError: { cause: { kind: 'DatabaseNotReachable' } } } },
    { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } },
    { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P03' } } } },
    new Error('Connection terminated unexpectedly'),
    new Error('x', { cause: { code: 'ECONNREFUSED' } }),
  ])('for %o', (error) => {
    expect(saysUnavailable(error)).toBe(true);
  });

  it.each([undefined, null, 'P1001', new Error('P1001'), { code: 'P2002' }, { code: 'P2010', meta: {} }])(
    'not for %o',
    (error) => {
      expect(saysUnavailable(error)).toBe(false);
    },
  );
});
