import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { templateFolders } from '@/lib/testing/template-folders';
import {
  consumeAttempt,
  countCapture,
  createAttempt,
  deleteAttempt,
  deleteSamples,
  findOpenAttempt,
  listSamples,
  readSamples,
  saveSample,
} from './attempts';
import { closeEvent, listLogins, openEvent } from './audit';
import { type Bucket, changeBuckets, deleteExpiredBuckets, readBuckets } from './limit-buckets';
import { recover, sweep } from './sweep';
import { createTicket, redeemTicket } from './tickets';
import { countUsers, createUser, findUserById, findUserByName, listUserIds, listUserIdsSince } from './users';

let storage: TestStorage;
beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(() => emptyTables(storage));

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const attemptId = '0123456789abcdef0123456789abcdef';
const userId = '11111111-2222-4333-8444-555555555555';

const addAttempt = (id = attemptId, limit = 10) =>
  createAttempt(
    storage,
    { id, kind: 'login', name: 'Ada', steps: [{ kind: 'say', digits: [1, 2] }], createdAt: at(0), expiresAt: at(120) },
    '203.0.113.9',
    { attempts: limit, windowMs: 180_000 },
  );
const addUser = () =>
  createUser(storage, { id: userId, name: 'Ada', createdAt: at(0), consentedAt: at(0), voiceModel: 'a-model' });

describe('people', () => {
  it('are found by name without regard to case, and by id', async () => {
    await addUser();
    expect(await findUserByName(storage, 'aDA')).toMatchObject({ id: userId, name: 'Ada' });
    expect(await findUserById(storage, userId)).toMatchObject({ name: 'Ada', sessionVersion: 1 });
    expect(await findUserByName(storage, "x' OR 1=1 --")).toBeNull();
  });

  it('have a name of their own, also when two ask for it at once', async () => {
    const same = (id: string) =>
      createUser(storage, { id, name: 'ADA', createdAt: at(0), consentedAt: at(0), voiceModel: 'a-model' });
    const made = await Promise.all([same('a'), same('b'), same('c')]);
    expect(made.filter(Boolean)).toHaveLength(1);
  });
});

describe('the list of people', () => {
  it('comes in pages that miss nobody, and since a time', async () => {
    for (const [i, id] of ['b', 'a', 'c'].entries())
      await createUser(storage, {
        id,
        name: `name-${id}`,
        createdAt: at(i),
        consentedAt: at(i),
        voiceModel: 'a-model',
      });
    expect(await countUsers(storage, 'all')).toBe(3);
    expect(await listUserIds(storage, 'all', 2)).toEqual(['a', 'b']);
    expect(await listUserIds(storage, 'all', 2, 'b')).toEqual(['c']);
    expect((await listUserIdsSince(storage, 'all', at(1))).sort()).toEqual(['a', 'c']);
  });
});

describe('attempts', () => {
  it('are open until they expire, for their own kind', async () => {
    await addAttempt();
    expect(await findOpenAttempt(storage, attemptId, 'login', at(119))).toMatchObject({ name: 'Ada' });
    expect(await findOpenAttempt(storage, attemptId, 'login', at(120))).toBeUndefined();
    expect(await findOpenAttempt(storage, attemptId, 'enrolment', at(1))).toBeUndefined();
    expect(await findOpenAttempt(storage, 'forged', 'login', at(1))).toBeUndefined();
  });

  it('are used once, also when many try at once', async () => {
    await addAttempt();
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => consumeAttempt(storage, attemptId, 'login', at(1))),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await consumeAttempt(storage, attemptId, 'login', at(2))).toBeUndefined();
  });

  it('are not used after they expired', async () => {
    await addAttempt();
    expect(await consumeAttempt(storage, attemptId, 'login', at(121))).toBeUndefined();
  });

  it('take a limited number of captures', async () => {
    await addAttempt();
    const counted = await Promise.all(
      Array.from({ length: 5 }, () => countCapture(storage, attemptId, 'login', at(1), 3)),
    );
    expect(counted.filter(Boolean)).toHaveLength(3);
  });

  it('are started a limited number of times from one address', async () => {
    expect(await addAttempt('a'.repeat(32), 1)).toBeDefined();
    expect(await addAttempt('b'.repeat(32), 1)).toBeUndefined();
  });

  it('keep samples sealed, replace repeated ones, and forget them with the attempt', async () => {
    await addAttempt();
    const sample = (value: number) => ({
      modality: 'face' as const,
      index: 0,
      template: { model: 'm', embeddings: [Float32Array.of(value)] },
    });
    expect(await saveSample(storage, attemptId, sample(1))).toBe(true);
    expect(await saveSample(storage, attemptId, sample(2))).toBe(true);
    expect(await readSamples(storage, attemptId)).toEqual([sample(2)]);
    expect(await listSamples(storage, attemptId)).toEqual([{ modality: 'face', index: 0 }]);
    await deleteSamples(storage, attemptId, 'voice');
    expect(await listSamples(storage, attemptId)).toHaveLength(1);
    await deleteAttempt(storage, attemptId);
    await deleteAttempt(storage, attemptId);
    expect(await storage.prisma.enrolmentSample.count()).toBe(0);
    expect(await saveSample(storage, attemptId, sample(3))).toBe(false);
  });

  it('do not take the sealed sample of another attempt', async () => {
    const other = 'c'.repeat(32);
    await addAttempt();
    await addAttempt(other);
    const template = { model: 'm', embeddings: [Float32Array.of(1)] };
    await saveSample(storage, attemptId, { modality: 'face', index: 0, template });
    await storage.prisma.enrolmentSample.updateMany({ data: { attemptId: other } });
    await expect(readSamples(storage, other)).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});

describe('tickets', () => {
  it('are redeemed once, also when many try at once', async () => {
    await addUser();
    await createTicket(storage, 'secret', { id: userId, sessionVersion: 1 }, ['face', 'voice'], at(0));
    const tries = await Promise.all(Array.from({ length: 10 }, () => redeemTicket(storage, 'secret', at(1))));
    expect(tries.filter(Boolean)).toEqual([{ userId, sessionVersion: 1, amr: ['face', 'voice'] }]);
  });

  it('are worth nothing once all sessions of the person were ended', async () => {
    await addUser();
    await createTicket(storage, 'secret', { id: userId, sessionVersion: 1 }, ['face', 'voice'], at(0));
    await storage.prisma.user.updateMany({ data: { sessionVersion: { increment: 1 } } });
    expect(await redeemTicket(storage, 'secret', at(1))).toBeUndefined();
  });

  it('are worth nothing after a minute, or when forged', async () => {
    await addUser();
    await createTicket(storage, 'secret', { id: userId, sessionVersion: 1 }, ['face', 'voice'], at(0));
    expect(await redeemTicket(storage, 'secret', at(60))).toBeUndefined();
    expect(await redeemTicket(storage, 'other', at(1))).toBeUndefined();
  });

  it('are not in the database themselves', async () => {
    await addUser();
    await createTicket(storage, 'secret', { id: userId, sessionVersion: 1 }, ['face', 'voice'], at(0));
    expect(JSON.stringify(await storage.prisma.ticket.findMany())).not.toContain('secret');
  });
});

describe('the buckets of limits', () => {
  const used: Bucket = { count: 0.25, streak: 3, blockedUntil: at(40), updatedAt: at(1), expiresAt: at(100) };

  it('are as they were left, and missing where nothing was', async () => {
    const unblocked = { ...used, blockedUntil: null, expiresAt: null };
    await changeBuckets(storage, ['a', 'b'], () => ({ answer: undefined, changed: new Map([['a', used]]) }));
    await changeBuckets(storage, ['b'], () => ({ answer: undefined, changed: new Map([['b', unblocked]]) }));
    expect(await readBuckets(storage, ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', used],
        ['b', unblocked],
      ]),
    );
  });

  it('lose nothing when many change one at once, whatever the order of their keys', async () => {
    const add = (keys: string[]) =>
      changeBuckets(storage, keys, (found) => ({
        answer: undefined,
        changed: new Map(keys.map((key) => [key, { ...used, streak: (found.get(key)?.streak ?? 0) + 1 }])),
      }));
    await Promise.all(Array.from({ length: 12 }, (_, i) => add(i % 2 ? ['x', 'y'] : ['y', 'x'])));
    expect((await readBuckets(storage, ['x'])).get('x')?.streak).toBe(12);
  });

  it('go when they are over, unless they are never', async () => {
    const changed = new Map([
      ['over', used],
      ['never', { ...used, expiresAt: null }],
      ['later', { ...used, expiresAt: at(101) }],
    ]);
    await changeBuckets(storage, [...changed.keys()], () => ({ answer: undefined, changed }));
    await deleteExpiredBuckets(storage, at(100));
    expect([...(await readBuckets(storage, [...changed.keys()])).keys()].sort()).toEqual(['later', 'never']);
  });
});

describe('the history of a person', () => {
  it('shows their log-ins, newest first', async () => {
    for (const second of [1, 2, 3]) {
      const event = await openEvent(storage, 'login', { name: 'ada', address: 'x', origin: 'y' }, at(second));
      await closeEvent(storage, event, { outcome: 'accept', userId });
    }
    const events = await listLogins(storage, userId, at(0), 2);
    expect(events.map((event) => event.at)).toEqual([at(3), at(2)]);
  });

  it('keeps neither names nor addresses', async () => {
    await openEvent(
      storage,
      'login',
      { name: 'hunter2-typed-as-name', address: '203.0.113.9', origin: '203.0.113.0/24' },
      at(0),
    );
    const stored = JSON.stringify(await storage.prisma.auditEvent.findMany());
    expect(stored).not.toContain('hunter2');
    expect(stored).not.toContain('203.0.113');
  });
});

describe('the recovery at start', () => {
  const unfinished = 'aaaaaaaa-2222-4333-8444-555555555555';
  const unknown = 'bbbbbbbb-2222-4333-8444-555555555555';
  const templates = {
    face: { model: 'f', embeddings: [Float32Array.of(1)] },
    voice: { model: 'v', embeddings: [Float32Array.of(1)] },
  };
  const crashed = (id: string) =>
    expect(
      storage.templates.create({ id, nameKey: '' }, templates, () => Promise.reject(new Error('killed'))),
    ).rejects.toThrow('killed');

  it('finishes sign-ups whose person exists, removes the others and all captures, and touches no whole folder', async () => {
    await addUser();
    await crashed(userId);
    await crashed(unfinished);
    await storage.templates.create({ id: unknown, nameKey: '' }, templates, async () => true);
    await mkdir(join(storage.tmpDir, attemptId));
    const soon = new Date(Date.now() + 1000);

    await recover({ ...storage, exclusive: false }, soon);
    expect(await templateFolders(storage.dataDir)).toHaveLength(3);
    expect(await readdir(storage.tmpDir)).toEqual([attemptId]);

    await recover(storage, soon);
    expect(await templateFolders(storage.dataDir)).toEqual([userId, unknown]);
    expect(await readdir(storage.tmpDir)).toEqual([]);
  });
});

describe('the sweeper', () => {
  it('removes expired attempts and tickets and keeps the others', async () => {
    await addUser();
    await addAttempt();
    await createTicket(storage, 'secret', { id: userId, sessionVersion: 1 }, ['face', 'voice'], at(0));
    await sweep(storage, at(30));
    expect([await storage.prisma.attempt.count(), await storage.prisma.ticket.count()]).toEqual([1, 1]);
    await sweep(storage, at(121));
    expect([await storage.prisma.attempt.count(), await storage.prisma.ticket.count()]).toEqual([0, 0]);
  });
});
