import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '@/lib/errors';
import { areaUnderCurve } from '@/lib/math/area-under-curve';
import { seededRandom } from '@/lib/math/random';
import { DUMMY_USER_ID } from '@/lib/recognition/dummy-templates';
import { summariseEarlierLogins } from '@/lib/risk/login-summary';
import { closeEvent, openEvent } from '@/lib/storage/audit';
import { databaseStore } from '@/lib/storage/database-store';
import type { PrismaClient } from '@/lib/storage/generated/client';
import { dataKeyTable } from '@/lib/storage/keys/data-key-table';
import { dataKeys } from '@/lib/storage/keys/data-keys';
import { saveScores } from '@/lib/storage/scores';
import type { Storage } from '@/lib/storage/storage';
import { templateStore } from '@/lib/storage/template-store';
import { findUserByName, type User } from '@/lib/storage/users';
import { type Burst, burst } from '@/lib/testing/burst';
import { ENROLLED, photo, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { sized } from '@/lib/testing/nightly';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import type { Timer } from './answer-time';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { signUp } from './sign-up';

const ADDRESS = '203.0.113.9';
const DAY_MS = 86_400_000;
const REFUSED = { ok: false, code: 'not_recognised', triesLeft: expect.any(Number) };
/** A known name that has logged in for a year, and one that nobody has. */
const [KNOWN, UNKNOWN] = ['ada', 'nobody'];

let opened: TestStorage;
/** What the database was asked, in the order of the alphabet. */
let asked: string[] = [];
let deps: TestDeps;

beforeAll(async () => {
  opened = await openTestStorage();
  const prisma = noting(opened.prisma);
  const keys = dataKeys(dataKeyTable(prisma), opened.dataKeys.masterKeys);
  const storage: Storage = { ...opened, prisma, templates: templateStore(databaseStore(prisma), keys), dataKeys: keys };
  deps = await rememberingDeps(storage);
  await enrolAda();
  succeeded(await tryLogin(KNOWN, await adasCapture()));
  await logInForAYear();
}, 240_000);
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.prisma.limitBucket.deleteMany();
});

/** The same client, which notes each question: a table and what is done with it, or the words of SQL. */
function noting(prisma: PrismaClient): PrismaClient {
  return prisma.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) => {
        const sql = (args as { sql?: string; strings?: string[] }).sql ?? '';
        asked.push(`${model ?? ''} ${operation} ${sql}`);
        return query(args);
      },
    },
  }) as unknown as PrismaClient;
}

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

async function enrolAda(): Promise<void> {
  const { attemptId } = succeeded(await startEnrolment({ name: KNOWN, consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, n] of ENROLLED.entries())
    succeeded(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, deps));
  succeeded(await signUp({ attemptId }, ADDRESS, deps));
}

const adasCapture = async () => ({ ...(await burst('ada', 1)), recording: await sentence('slt', 4) });
const strangers = async () => ({ ...(await burst('berta', 1)), recording: await sentence('rms', 4) });
const ada = async (): Promise<User> => (await findUserByName(deps.storage, KNOWN))!;

/** Three log-ins a day, as log-ins leave them. */
async function logInForAYear(): Promise<void> {
  const { storage } = deps;
  const { id } = await ada();
  const times = Array.from({ length: 3 * 365 }, (_, i) => new Date(deps.now().getTime() - (i * DAY_MS) / 3));
  const models = { face: (await deps.faceModel()).id, voice: (await deps.voiceModel()).id };
  const both = times.flatMap((at, i) =>
    (['face', 'voice'] as const).map((modality) => ({
      ...{ userId: id, modality, model: models[modality], at, accepted: true, origin: 'home' },
      ...{ similarity: 0.96 + 0.003 * (i % 10), threshold: 0.9 },
    })),
  );
  await saveScores(storage, both);
  const event = await openEvent(storage, 'login', { name: KNOWN, address: ADDRESS, origin: 'home' }, times[0]!);
  await closeEvent(storage, event, { outcome: 'accept', userId: id, browser: 'Firefox on Linux' });
  const written = await storage.prisma.auditEvent.findUniqueOrThrow({ where: { id: event } });
  await storage.prisma.auditEvent.createMany({
    data: times.slice(1).map((at) => ({ ...written, id: randomUUID(), at, seq: null, mac: null })),
  });
  await opened.prisma.loginSummary.deleteMany({ where: { userId: id } });
  await summariseEarlierLogins(deps);
}

/** One log-in; `asked` is what it asked from the capture on. */
async function tryLogin(
  name: string,
  capture: Burst & { recording: string },
  by: TestDeps = deps,
): ReturnType<typeof logIn> {
  deps.wait(60_000);
  const { attemptId } = succeeded(await startLogin(name, ADDRESS, by));
  asked = [];
  return logIn({ attemptId, ...capture }, { address: ADDRESS, browser: 'Firefox on Linux' }, by);
}

async function questionsOf(name: string): Promise<string[]> {
  expect(await tryLogin(name, await strangers())).toEqual(REFUSED);
  return asked.toSorted();
}

describe('what a log-in asks of the database', () => {
  it('is the same for a name with a year of history, one that nobody has, and one whose templates are damaged', async () => {
    const unknown = await questionsOf(UNKNOWN);
    expect(unknown.length).toBeGreaterThan(8);
    expect(unknown.filter((question) => question.includes('"LoginSummary"'))).toHaveLength(1);
    expect(await questionsOf(KNOWN)).toEqual(unknown);
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { id: userId } = await ada();
    const sealed = await opened.prisma.sealedTemplate.findMany({ where: { userId } });
    await opened.prisma.sealedTemplate.updateMany({ where: { userId }, data: { sealed: new Uint8Array(100) } });
    expect(await questionsOf(KNOWN)).toEqual(unknown);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('storage_damaged'));
    log.mockRestore();
    await opened.prisma.sealedTemplate.deleteMany({ where: { userId } });
    await opened.prisma.sealedTemplate.createMany({ data: sealed });
  });

  it('does not grow with the history', async () => {
    const { id: userId } = await ada();
    const before = await questionsOf(KNOWN);
    const kept = await opened.prisma.verificationScore.findMany({ where: { userId, accepted: true } });
    await opened.prisma.verificationScore.deleteMany({ where: { userId, accepted: true } });
    expect(await questionsOf(KNOWN)).toEqual(before);
    await opened.prisma.verificationScore.createMany({ data: kept });
  });

  it('is the same at the start and once a name is locked, whoever has it', async () => {
    const locked: string[][] = [];
    for (const name of [KNOWN, UNKNOWN]) {
      await opened.prisma.limitBucket.deleteMany();
      const { attemptId } = succeeded(await startLogin(name, ADDRESS, deps));
      for (let i = 0; i < 5; i++) expect(await tryLogin(name, await strangers())).toEqual(REFUSED);
      asked = [];
      expect(await startLogin(name, ADDRESS, deps)).toMatchObject({ code: 'too_many_attempts' });
      deps.wait(-60_000 * 4);
      const upload = { attemptId, ...(await strangers()) };
      expect(await logIn(upload, { address: ADDRESS, browser: '' }, deps)).toMatchObject({ code: 'too_many_attempts' });
      locked.push(asked.toSorted());
    }
    expect(locked[0]).toEqual(locked[1]);
  });
});

describe('the summary of log-ins', () => {
  const summary = async () =>
    (await opened.prisma.loginSummary.findUniqueOrThrow({ where: { userId: (await ada()).id } })).summary as object;

  it('is made at the start for who logged in before there were any, and at each accepted log-in', async () => {
    const { id: userId } = await ada();
    const voice = { model: (await deps.voiceModel()).id, daily: { count: 200 } };
    expect(await summary()).toMatchObject({ voice, browsers: ['Firefox on Linux'] });
    await opened.prisma.loginSummary.update({ where: { userId }, data: { summary: {} } });
    await opened.prisma.captureFingerprint.deleteMany();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    succeeded(await tryLogin(KNOWN, await adasCapture()));
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/^the summary of log-ins of .* is left out/));
    log.mockRestore();
    expect(await summary()).toMatchObject({ voice });
  });

  it('is of one size: a year weighs as much as a day', async () => {
    const one = JSON.stringify(await summary()).length;
    const none = await opened.prisma.loginSummary.findUniqueOrThrow({ where: { userId: DUMMY_USER_ID } });
    expect(one - JSON.stringify(none.summary).length).toBeLessThan(500);
  });

  it('is touched by no refusal', async () => {
    const before = await summary();
    expect(await tryLogin(KNOWN, await strangers())).toEqual(REFUSED);
    expect(await summary()).toEqual(before);
  });
});

/** So many that chance alone leaves the range once in a few hundred nights; and enough to see what the wait is for. */
const TRIES = sized(600, 0);
const TRIES_WITHOUT_WAIT = 200;

describe.skipIf(TRIES === 0)(`${TRIES} refusals at each of two names, at night`, () => {
  const soon: Timer = { now: () => performance.now(), until: async () => undefined };
  const inTime: Timer = { ...soon, until: (time) => delay(Math.max(0, time - performance.now())) };

  async function told(timer: Timer, tries: number): Promise<ReturnType<typeof areaUnderCurve>> {
    const times: Record<string, number[]> = { [KNOWN]: [], [UNKNOWN]: [] };
    const capture = await strangers();
    const by = { ...deps, timer };
    const random = seededRandom(1);
    // In pairs, and either first, by chance: what the machine does meanwhile, and every so many tries, meets both.
    const names = Array.from({ length: tries + 4 }, () =>
      random() < 0.5 ? [KNOWN, UNKNOWN] : [UNKNOWN, KNOWN],
    ).flat();
    for (const [i, name] of names.entries()) {
      await opened.prisma.limitBucket.deleteMany();
      deps.wait(60_000);
      const { attemptId } = succeeded(await startLogin(name, ADDRESS, by));
      const since = performance.now();
      await logIn({ attemptId, ...capture }, { address: ADDRESS, browser: 'Firefox on Linux' }, by);
      if (i >= 8) times[name]!.push(performance.now() - since);
    }
    return areaUnderCurve(times[KNOWN]!, times[UNKNOWN]!);
  }

  it('tell nothing by their time', { timeout: 3_600_000 }, async () => {
    const { area, halfWidth } = await told(inTime, TRIES);
    const without = await told(soon, TRIES_WITHOUT_WAIT);
    console.info(
      `known against unknown names, area under the curve: ${area.toFixed(3)} ± ${halfWidth.toFixed(3)}; without the wait ${without.area.toFixed(3)} ± ${without.halfWidth.toFixed(3)}`,
    );
    expect(area).toBeGreaterThanOrEqual(0.45);
    expect(area).toBeLessThanOrEqual(0.55);
  });
});
