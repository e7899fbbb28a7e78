import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEnv } from '@/lib/env';
import { findPostgres, type PostgresServer, startPostgres } from '@/lib/testing/postgres';
import { consumeAttempt, createAttempt } from './attempts';
import { changeBuckets } from './limit-buckets';
import { openStorage, type Storage } from './storage';
import { createTicket, redeemTicket } from './tickets';
import { createUser, findUserByName } from './users';

const programs = findPostgres();
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1000);

describe.skipIf(!programs)('three replicas on one PostgreSQL server (needs initdb and postgres)', () => {
  let server: PostgresServer;
  let folder: string;
  let replicas: Storage[];

  beforeAll(async () => {
    server = await startPostgres(programs!);
    folder = await mkdtemp(join(tmpdir(), 'open-sesame-replicas-'));
    const env = parseEnv({ DATABASE_URL: server.url, DATA_DIR: join(folder, 'db'), TMP_DIR: join(folder, 'tmp') });
    // All at once, on an empty database and an empty folder.
    replicas = await Promise.all([1, 2, 3].map(() => openStorage(env, () => undefined)));
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One call on each replica, at once, several times over. */
  const everywhere = <T>(call: (replica: Storage) => Promise<T>): Promise<T[]> =>
    Promise.all([...replicas, ...replicas, ...replicas].map(call));

  it('migrate the database once and share their secrets', async () => {
    const rows = await replicas[0]!.prisma.$queryRaw`SELECT migration_name FROM _prisma_migrations`;
    expect(rows).toHaveLength(new Set((rows as { migration_name: string }[]).map((row) => row.migration_name)).size);
    expect(new Set(replicas.map((replica) => replica.sessionSecret)).size).toBe(1);
  });

  it('refuse another that has secrets and a folder of its own', async () => {
    const alone = { DATABASE_URL: server.url, DATA_DIR: join(folder, 'other'), TMP_DIR: join(folder, 'other-tmp') };
    await expect(openStorage(parseEnv(alone), () => undefined)).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
  });

  it('use an attempt once', async () => {
    const attempt = { id: 'a'.repeat(32), kind: 'login', name: 'ada', sentences: ['Hello.'] } as const;
    const opened = { ...attempt, sentences: ['Hello.'], createdAt: at(0), expiresAt: at(120) };
    await createAttempt(replicas[0]!, opened, '203.0.113.9', { attempts: 10, windowMs: 1000 });
    const consumed = await everywhere((replica) => consumeAttempt(replica, attempt.id, 'login', at(1)));
    expect(consumed.filter(Boolean)).toHaveLength(1);
  });

  it('count what limits have used up together', async () => {
    const empty = { count: 0, streak: 0, blockedUntil: null, updatedAt: at(1), expiresAt: null };
    const answers = await everywhere((replica) =>
      changeBuckets(replica, ['b', 'a'], (found) => {
        const streak = (found.get('a')?.streak ?? 0) + 1;
        return { answer: streak, changed: new Map(['a', 'b'].map((key) => [key, { ...empty, streak }])) };
      }),
    );
    expect(answers.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('make one person of many who ask for a name, and redeem a ticket once', async () => {
    let id = 0;
    const made = await everywhere((replica) =>
      createUser(replica, { id: `user-${++id}`, name: 'Ada', createdAt: at(0), consentedAt: at(0) }),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const user = await findUserByName(replicas[1]!, 'ADA');
    await createTicket(replicas[2]!, 'secret', user!, at(0));
    const redeemed = await everywhere((replica) => redeemTicket(replica, 'secret', at(1)));
    expect(redeemed.filter(Boolean)).toEqual([{ userId: user!.id, sessionVersion: 1 }]);
  });
});
