import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownDevice, withKnownName } from '@/lib/auth/known-device';
import { fullPerson, noteLogin } from '@/lib/testing/account';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { createAttempt, saveSample } from './attempts';
import { keepLoginPrints, MOST_PRINTS } from './replay-prints';
import { RETENTION, SWEEP_EVERY_MS } from './retention';
import { sweep } from './sweep';

const start = new Date();
const DAY_MS = 24 * 60 * 60_000;
const later = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);

let storage: TestStorage;

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(() => emptyTables(storage));

it('keeps for as long as the pages say', () => {
  const { unfinished, history, prints, deviceCookie } = RETENTION;
  const inDays = [unfinished + SWEEP_EVERY_MS, history, prints, deviceCookie].map((period) => period / DAY_MS);
  expect(inDays).toEqual([11 / (24 * 60), 180, 90, 400]);
});

describe('what is promised to be gone', () => {
  it('after eleven minutes: what was given during a sign-up that is not finished', async () => {
    const attempt = { id: randomUUID(), kind: 'enrolment' as const, name: 'ada', steps: [], createdAt: start };
    const opened = { ...attempt, expiresAt: later(RETENTION.unfinished) };
    await createAttempt(storage, opened, 'home', { attempts: 9, windowMs: 1 });
    const template = { model: 'm', embeddings: [Float32Array.of(1)] };
    await saveSample(storage, attempt.id, { modality: 'face', index: 0, template });
    const folder = join(storage.tmpDir, '0'.repeat(32));
    await mkdir(folder);
    await utimes(folder, start, start);
    // As a crash leaves it behind: sealed, and nobody's.
    const nobody = { id: randomUUID(), nameKey: 'nobody' };
    const crash = async () => {
      throw new Error('the power went');
    };
    await expect(storage.templates.create(nobody, { face: template, voice: template }, crash)).rejects.toThrow();
    const drafts = async () => (await readdir(storage.dataDir)).filter((name) => name.startsWith('.partial'));
    await sweep(storage, later(RETENTION.unfinished - 1000));
    expect([await storage.prisma.enrolmentSample.count(), (await drafts()).length]).toEqual([1, 1]);
    await sweep(storage, later(RETENTION.unfinished + SWEEP_EVERY_MS));
    expect(await storage.prisma.enrolmentSample.count()).toBe(0);
    expect(await drafts()).toEqual([]);
    expect(await readdir(storage.tmpDir)).toEqual([]);
    expect(await storage.prisma.dataKey.count({ where: { userId: nobody.id } })).toBe(0);
  });

  it('after 180 days: notes of log-ins, how alike they were, what is usual, fingerprints', async () => {
    const { user } = await fullPerson(storage, 'ada', start);
    await noteLogin(storage, user, 'accept', start);
    const counts = async () => {
      const { auditEvent, verificationScore, loginSummary, captureFingerprint } = storage.prisma;
      const of = { where: { userId: user.id } };
      const kept = [auditEvent.count(of), verificationScore.count(of), loginSummary.count(of)];
      return Promise.all([...kept, captureFingerprint.count()]);
    };
    await sweep(storage, later(RETENTION.history - 1000));
    expect(await counts()).toEqual([1, 1, 1, 1]);
    await sweep(storage, later(RETENTION.history + 1000));
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  it('after 90 days, and of more than the last thirty log-ins: what shows that one is sent again', async () => {
    const { user } = await fullPerson(storage, 'ada', start);
    for (let i = 0; i < MOST_PRINTS + 5; i++)
      await keepLoginPrints(storage, user.id, [{ kind: 'sound', bytes: Uint8Array.of(1) }], later(i));
    const kept = () => storage.prisma.replayPrint.count({ where: { enrolled: false } });
    expect([await kept(), MOST_PRINTS]).toEqual([30, 30]);
    await sweep(storage, later(RETENTION.prints - 1000));
    expect(await kept()).toBe(30);
    await sweep(storage, later(RETENTION.prints + 1000));
    expect(await kept()).toBe(0);
  });

  it('with the session: when it began, the kind of browser, and the network', async () => {
    await fullPerson(storage, 'ada', start);
    await sweep(storage, later(storage.sessionLimits.idleMs - 1000));
    expect(await storage.prisma.session.count()).toBe(1);
    await sweep(storage, later(storage.sessionLimits.idleMs));
    expect(await storage.prisma.session.count()).toBe(0);
  });

  it('after 400 days: what a device is known by', () => {
    const cookie = withKnownName('', 'ada', { storage, now: () => start, random: (bytes) => new Uint8Array(bytes) });
    const knownAt = (milliseconds: number) => knownDevice(cookie, 'ada', { storage, now: () => later(milliseconds) });
    expect(knownAt(RETENTION.deviceCookie - 2000)).toBeDefined();
    expect(knownAt(RETENTION.deviceCookie)).toBeUndefined();
  });
});

it('keeps until the account is deleted: the name, the consent, the templates, and what shows that the enrolment is sent again', async () => {
  const { user } = await fullPerson(storage, 'ada', start);
  await sweep(storage, later(3 * 365 * DAY_MS));
  expect(await storage.prisma.user.findMany()).toMatchObject([{ name: 'ada', consentedAt: start }]);
  expect(await storage.templates.read(user.id)).toBeDefined();
  expect(await storage.prisma.replayPrint.findMany()).toMatchObject([{ enrolled: true }]);
});
