import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endSessionOf, seenSessionOf } from '@/lib/auth/session-token';
import { parseEnv } from '@/lib/env';
import type { SesameError } from '@/lib/errors';
import { DUMMY_USER_ID, makeDummyTemplates } from '@/lib/recognition/dummy-templates';
import { testKey } from '@/lib/testing/data-keys';
import { plain, plainOnes } from '@/lib/testing/plain-templates';
import { findPostgres, type PostgresServer, startPostgres } from '@/lib/testing/postgres';
import { signInAs } from '@/lib/testing/sessions';
import { consumeAttempt, createAttempt } from './attempts';
import { recordAct } from './audit';
import { verifyChain } from './audit-verify';
import { changeBuckets } from './limit-buckets';
import { openStorage, type Storage } from './storage';
import { recover } from './sweep';
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
    const attempt = { id: 'a'.repeat(32), kind: 'login', name: 'ada' } as const;
    const opened = { ...attempt, steps: [], createdAt: at(0), expiresAt: at(120) };
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
      createUser(replica, {
        id: `user-${++id}`,
        name: 'Ada',
        createdAt: at(0),
        consentedAt: at(0),
        voiceModel: 'a-model',
      }),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const user = await findUserByName(replicas[1]!, 'ADA');
    await createTicket(replicas[2]!, 'secret', user!, ['face', 'voice'], at(0));
    const redeemed = await everywhere((replica) => redeemTicket(replica, 'secret', at(1)));
    expect(redeemed.filter(Boolean)).toEqual([{ userId: user!.id, sessionVersion: 1, amr: ['face', 'voice'] }]);
  });

  it('end a session everywhere at once, and note a request once', async () => {
    const ada = await findUserByName(replicas[0]!, 'ada');
    const token = await signInAs(ada!, replicas[0]!, at(0));
    const looked = await everywhere((replica) => seenSessionOf(token, replica, at(60)));
    expect(looked.every(({ ok }) => ok)).toBe(true);
    expect(await replicas[0]!.prisma.session.findFirst()).toMatchObject({ seenAt: at(60) });
    await endSessionOf(token, replicas[1]!, at(60));
    const after = await everywhere((replica) => seenSessionOf(token, replica, at(61)));
    expect(after.map((each) => !each.ok && each.reason)).toEqual(Array(9).fill('no_such_session'));
    expect(await replicas[2]!.prisma.session.count()).toBe(0);
  });

  it('write one chain of audit events', async () => {
    const before = await verifyChain(replicas[0]!);
    await everywhere((replica) => recordAct(replica, { kind: 'setting', outcome: 'accept', subject: 'x' }, at(2)));
    const after = await verifyChain(replicas[1]!);
    expect(after.ok && before.ok && after.events - before.events).toBe(9);
  });
});

describe.skipIf(!programs)(
  'two replicas on one PostgreSQL server without a disk in common (needs initdb and postgres)',
  () => {
    let server: PostgresServer;
    let folder: string;
    let replicas: [Storage, Storage];
    const userId = '11111111-2222-4333-8444-555555555555';
    const template = (model: string) => ({ model, embeddings: [Float32Array.of(1, 0)] });
    const templates = { face: template('f'), voice: template('v') };

    beforeAll(async () => {
      server = await startPostgres(programs!);
      folder = await mkdtemp(join(tmpdir(), 'open-sesame-replicas-'));
      const open = (name: string): Promise<Storage> =>
        openStorage(
          parseEnv({
            DATABASE_URL: server.url,
            DATA_DIR: join(folder, name, 'db'),
            TMP_DIR: join(folder, name, 'tmp'),
            NEXTAUTH_SECRET: '6Yt0mG2vXq9LrW4bZs7KdNfHc3JpUeAo1iTx5Rk8',
            TEMPLATE_KEY: Buffer.from(testKey('replicas')).toString('base64'),
          }),
          () => undefined,
        );
      replicas = await Promise.all([open('one'), open('two')]);
    });
    afterAll(async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('see each other’s sign-ups, changes and removals, and leave no template on a disk', async () => {
      const [one, two] = replicas;
      const made = await one.templates.create({ id: userId, nameKey: 'ada' }, templates, () =>
        createUser(one, { id: userId, name: 'Ada', createdAt: at(0), consentedAt: at(0), voiceModel: 'a-model' }),
      );
      expect(made).toMatchObject({ name: 'Ada' });
      expect(plainOnes(await two.templates.read(userId))).toEqual(templates);
      await two.templates.replace(userId, 'voice', template('new'));
      expect(plain(await one.templates.readOne(userId, 'voice'))).toEqual(template('new'));
      await one.templates.remove(userId);
      expect([await two.templates.has(userId), await two.templates.list()]).toEqual([false, []]);
      for (const { sealedStores } of replicas) expect(await sealedStores.folder.list()).toEqual([]);
    });

    it('make one stand-in together', async () => {
      await Promise.all([...replicas, ...replicas, ...replicas].map(makeDummyTemplates));
      expect(await replicas[1].templates.list()).toEqual([DUMMY_USER_ID]);
      expect(await replicas[0].sealedStores.database.drafts()).toEqual([]);
    });

    it('leave to the other the sign-up that it is just making, and finish the one that a crash cut off', async () => {
      const [one, two] = replicas;
      const person = {
        id: userId.replace('1', '2'),
        name: 'Berta',
        createdAt: at(0),
        consentedAt: at(0),
        voiceModel: 'a-model',
      };
      await one.templates.create({ id: person.id, nameKey: 'berta' }, templates, async () => {
        await recover(two, new Date());
        return createUser(one, person);
      });
      expect(plainOnes(await two.templates.read(person.id))).toEqual(templates);
      const crashed = { ...person, id: userId.replace('1', '3'), name: 'Clara' };
      const crash = one.templates.create({ id: crashed.id, nameKey: 'clara' }, templates, async () => {
        await createUser(one, crashed);
        throw new Error('killed');
      });
      await expect(crash).rejects.toThrow('killed');
      await recover(two, new Date(Date.now() + 601_000));
      expect(plainOnes(await one.templates.read(crashed.id))).toEqual(templates);
    });

    it('let nothing that arrives during a removal outlive it', async () => {
      const [one, two] = replicas;
      const id = userId.replace('1', '4');
      await one.templates.create({ id, nameKey: '' }, templates, async () => true);
      let settled = false;
      const late = await one.prisma.$transaction(async (transaction) => {
        // What `remove` has done just before its transaction ends.
        await transaction.sealedTemplate.deleteMany({ where: { userId: id } });
        const replaced = two.templates.replace(id, 'voice-recent', template('late')).then(
          () => 'replaced',
          (error: SesameError) => error.code,
        );
        void replaced.then(() => {
          settled = true;
        });
        await vi.waitFor(async () => {
          const waiting = await one.prisma.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted`;
          expect(settled || waiting.length > 0).toBe(true);
        });
        return { replaced };
      });
      expect(await late.replaced).toBe('storage_damaged');
      expect(await one.sealedStores.database.readAll(id)).toEqual(new Map());
    });
  },
);
