import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '@/lib/errors';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { summariseEarlierLogins, summariseLogins } from '@/lib/risk/login-summary';
import { loginPolicy } from '@/lib/runtime/policy';
import { closeEvent, openEvent } from '@/lib/storage/audit';
import { saveScores } from '@/lib/storage/scores';
import { findUserByName, setAdaptive, type User } from '@/lib/storage/users';
import { burst, frozenBurst } from '@/lib/testing/burst';
import { dataUrl, ENROLLED, photo, recording, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { emptyTables, openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { wav } from '@/lib/testing/wav';
import type { AuthDeps } from './deps';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { allowAdaptation } from './record-login';
import { signUp } from './sign-up';

const ADDRESS = '203.0.113.9';
const DAY_MS = 86_400_000;

let storage: TestStorage;
let quiet: TestDeps;
/** With signals that count. */
let deps: AuthDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  quiet = await rememberingDeps(storage);
  deps = { ...quiet, policy: (await loginPolicy((await quiet.voiceModel()).id, 'balanced')).policy };
});
afterAll(() => storage.close());
beforeEach(async () => {
  await emptyTables(storage);
  const { attemptId } = succeeded(await startEnrolment({ name: 'ada', consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, n] of ENROLLED.entries())
    succeeded(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, deps));
  succeeded(await signUp({ attemptId }, ADDRESS, deps));
});

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

const ada = async (): Promise<User> => (await findUserByName(storage, 'ada'))!;

/** She moves in another way each time. */
let take = 0;
async function freshBurst(): Promise<string[]> {
  take += 1;
  return (await burst('ada', 1, take)).frames;
}

async function freshSentence(): Promise<string> {
  take += 1;
  const audio = await decodeSound(await recording('slt', 4));
  return dataUrl(
    wav(
      audio.map((sample) => sample * (1 - take / 1000)),
      SAMPLE_RATE,
    ),
    'audio/wav',
  );
}

interface Try {
  name?: string;
  frames?: string[];
  voice?: string;
  browser?: string;
  by?: AuthDeps;
  address?: string;
  deviceCookie?: string;
}

async function tryLogin({ name = 'ada', frames, voice, browser = 'Firefox on Linux', by = deps, ...from }: Try = {}) {
  quiet.wait(60_000);
  const { address = ADDRESS, deviceCookie } = from;
  const { attemptId } = succeeded(await startLogin(name, address, by, deviceCookie));
  const capture = {
    attemptId,
    ...frozenBurst(''),
    frames: frames ?? (await freshBurst()),
    recording: voice ?? (await sentence('slt', 4)),
  };
  return logIn(capture, { address, browser, deviceCookie }, by);
}

/** Without the signal that its picture is one of a picture, which the photographs of these tests are. */
const lastEvent = async () => {
  const event = await storage.prisma.auditEvent.findFirstOrThrow({ where: { kind: 'login' }, orderBy: { at: 'desc' } });
  return { ...event, signals: event.signals.filter((signal) => signal !== 'presentation_attack_suspected') };
};
const REFUSED = { ok: false, code: 'not_recognised', triesLeft: expect.any(Number) };

describe('a log-in', () => {
  it('leaves its scores, against what was asked, and the browser', async () => {
    succeeded(await tryLogin());
    const scores = await storage.prisma.verificationScore.findMany({ orderBy: { modality: 'asc' } });
    expect(scores.map(({ modality, accepted }) => [modality, accepted])).toEqual([
      ['face', true],
      ['voice', true],
    ]);
    for (const { similarity, threshold } of scores) expect(similarity).toBeGreaterThan(threshold);
    expect(await lastEvent()).toMatchObject({ outcome: 'accept', browser: 'Firefox on Linux', signals: [] });
  });

  it('of an unknown name leaves none', async () => {
    expect(await tryLogin({ name: 'nobody' })).toEqual(REFUSED);
    expect(await storage.prisma.verificationScore.count()).toBe(0);
  });

  it('from a new browser is noted, and let in', async () => {
    succeeded(await tryLogin());
    quiet.wait(DAY_MS);
    succeeded(await tryLogin({ browser: 'Safari on iPhone', by: quiet }));
    expect((await lastEvent()).signals).toContain('new_browser');
  });

  it('with speech that runs backwards is asked for again, however often it comes', async () => {
    const backwards = (await decodeSound(await recording('slt', 1))).toReversed();
    for (const level of [1, 0.99]) {
      const voice = dataUrl(
        wav(
          backwards.map((sample) => level * sample),
          SAMPLE_RATE,
        ),
        'audio/wav',
      );
      expect(await tryLogin({ voice })).toMatchObject({ ok: false });
      expect((await lastEvent()).signals).toContain('speech_backwards');
    }
  });

  it('below what the person always reaches is refused, though above the floor', async () => {
    const { id } = await ada();
    const model = (await deps.voiceModel()).id;
    const rows = Array.from({ length: 20 }, (_, i) => ({
      at: new Date(deps.now().getTime() - i * DAY_MS),
      accepted: true,
    }));
    const base = { userId: id, modality: 'voice' as const, model, similarity: 0.99, threshold: 0.52 };
    await storage.prisma.verificationScore.createMany({
      data: rows.map((row) => ({ id: randomUUID(), ...base, ...row })),
    });
    // As the start does for people who logged in before there were summaries.
    await summariseEarlierLogins(deps);
    const before = deps.policy.voice.minSimilarity;
    await tryLogin();
    const [voice] = await storage.prisma.verificationScore.findMany({
      where: { modality: 'voice' },
      orderBy: { at: 'desc' },
    });
    expect(voice!.threshold).toBeCloseTo(before + (1 - before) / 3, 10);
  });
});

describe('what strangers leave behind', () => {
  const network = '198.51.100.0/24';

  /** Refusals as 500 log-ins of a stranger elsewhere leave them, the last one a minute ago and just below the threshold. */
  async function refusals(origin: string): Promise<void> {
    const { id } = await ada();
    const times = Array.from({ length: 500 }, (_, i) => new Date(deps.now().getTime() - i * 1000));
    const models = { face: (await deps.faceModel()).id, voice: (await deps.voiceModel()).id };
    const [now = deps.now(), ...earlier] = times;
    const event = await openEvent(storage, 'login', { name: 'ada', address: 'any', origin }, now);
    await closeEvent(storage, event, { outcome: 'reject', userId: id });
    const written = await storage.prisma.auditEvent.findUniqueOrThrow({ where: { id: event } });
    await storage.prisma.auditEvent.createMany({
      data: earlier.map((at) => ({ ...written, id: randomUUID(), at, seq: null, mac: null })),
    });
    const near = { userId: id, similarity: 0.5, threshold: 0.52, accepted: false, origin };
    const both = times.flatMap((at) => (['face', 'voice'] as const).map((modality) => ({ ...near, modality, at })));
    await saveScores(
      storage,
      both.map((score) => ({ ...score, model: models[score.modality] })),
    );
  }

  async function twentyLogins(): Promise<void> {
    const { id } = await ada();
    const model = (await deps.voiceModel()).id;
    const base = { userId: id, modality: 'voice' as const, model, similarity: 0.99, threshold: 0.52, accepted: true };
    const days = Array.from({ length: 20 }, (_, i) => new Date(deps.now().getTime() - (i + 1) * DAY_MS));
    await saveScores(
      storage,
      days.map((at) => ({ ...base, origin: 'home', at })),
    );
    await summariseLogins(id, deps);
  }

  const asked = async (): Promise<number> =>
    (await storage.prisma.verificationScore.findFirstOrThrow({ where: { modality: 'voice' }, orderBy: { at: 'desc' } }))
      .threshold;

  it('500 refusals leave the owner’s threshold and signals as they were, and cost the log-in nothing', async () => {
    await twentyLogins();
    await refusals(`network ${network}`);
    await tryLogin();
    const floor = deps.policy.voice.minSimilarity;
    expect(await asked()).toBeCloseTo(floor + (1 - floor) / 3, 10);
    const { signals } = await lastEvent();
    expect(signals).not.toContain('near_misses');
    expect(signals).not.toContain('many_captures');
  });

  it('refusals from the place that an attempt comes from are told of it', async () => {
    await refusals(`network ${network}`);
    await tryLogin({ address: '198.51.100.7' });
    expect((await lastEvent()).signals).toEqual(expect.arrayContaining(['near_misses', 'many_captures']));
  });

  it('from the owner’s own network do not reach a device of hers', async () => {
    const { deviceCookie } = succeeded(await tryLogin({ by: quiet }));
    await refusals('network 203.0.113.0/24');
    await tryLogin({ deviceCookie });
    const { signals } = await lastEvent();
    expect(signals).not.toContain('near_misses');
    expect(signals).not.toContain('many_captures');
  });
});

describe('a damaged template that need not be there', () => {
  const damaged = async (): Promise<void> => {
    succeeded(await tryLogin({ by: quiet }));
    for (const name of ['voice-recent', 'voice-adaptive', 'face-adaptive'])
      await writeFile(join(storage.dataDir, (await ada()).id, `${name}.sealed`), 'damaged');
  };

  it('keeps its owner in, tells the operator, and is made anew', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await damaged();
    succeeded(await tryLogin({ by: quiet }));
    expect(log).toHaveBeenCalledWith(expect.stringMatching(/^voice-recent of .* is left out: storage_damaged/));
    expect(await storage.templates.readExtra((await ada()).id, 'voice-recent')).toBeDefined();
    log.mockRestore();
  });

  it('is told to no stranger', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await damaged();
    const stranger = { frames: (await burst('berta', 1)).frames, voice: await sentence('rms', 4) };
    expect(await tryLogin(stranger)).toEqual(REFUSED);
    expect(await tryLogin({ ...stranger, name: 'nobody' })).toEqual(REFUSED);
    log.mockRestore();
  });
});

describe('a replay', () => {
  it('of the same bytes is refused, and named', async () => {
    const frames = await freshBurst();
    succeeded(await tryLogin({ frames }));
    expect(await tryLogin({ frames })).toEqual(REFUSED);
    expect((await lastEvent()).signals).toEqual(['replayed_sound', 'replayed_picture']);
  });

  it('of the recording, encoded anew, is refused', async () => {
    succeeded(await tryLogin());
    expect(await tryLogin({ voice: await freshSentence() })).toEqual(REFUSED);
    expect((await lastEvent()).signals).toEqual(['replayed_sound']);
  });

  it('of an enrolled recording is refused at the first log-in already', async () => {
    expect(await tryLogin({ voice: await sentence('slt', 1) })).toEqual(REFUSED);
    expect((await lastEvent()).signals).toContain('replayed_sound');
  });

  it('at many names is seen as that, also when all come at once', async () => {
    const capture = { frames: await freshBurst(), voice: await sentence('slt', 4) };
    await Promise.all(['ada', 'berta', 'carl'].map((name) => tryLogin({ name, ...capture })));
    const events = await storage.prisma.auditEvent.findMany({ where: { kind: 'login' } });
    expect(events.filter(({ signals }) => signals.includes('capture_at_other_names')).length).toBeGreaterThanOrEqual(2);
  });

  it('tells nobody that it was seen: the words are those of every refusal', async () => {
    const frames = await freshBurst();
    await tryLogin({ frames, name: 'nobody' });
    expect(await tryLogin({ frames, name: 'nobody' })).toEqual(REFUSED);
    expect(await tryLogin({ frames })).toEqual(REFUSED);
  });
});

describe('template updates', () => {
  const extras = async (): Promise<string[]> =>
    (await readdir(join(storage.dataDir, (await ada()).id))).filter((file) => file.includes('adaptive')).sort();

  it('happen for nobody who did not ask', async () => {
    succeeded(await tryLogin({ by: quiet }));
    expect(await extras()).toEqual([]);
  });

  it('happen once a day, and are undone at a word', async () => {
    await setAdaptive(storage, (await ada()).id, true);
    succeeded(await tryLogin({ by: quiet }));
    expect(await extras()).toEqual(['face-adaptive.sealed', 'voice-adaptive.sealed']);
    const first = (await ada()).adaptedAt;
    quiet.wait(DAY_MS / 2);
    succeeded(await tryLogin({ by: quiet }));
    expect((await ada()).adaptedAt).toEqual(first);
    quiet.wait(DAY_MS);
    succeeded(await tryLogin({ by: quiet }));
    expect((await ada()).adaptedAt).not.toEqual(first);
    await allowAdaptation(await ada(), false, deps);
    const settings = await storage.prisma.auditEvent.findMany({ where: { kind: 'setting' } });
    expect(settings).toMatchObject([{ subject: 'adaptive', reason: 'off', userId: (await ada()).id }]);
    expect(await extras()).toEqual([]);
    expect(await ada()).toMatchObject({ adaptive: false, adaptedAt: null });
    succeeded(await tryLogin({ by: quiet }));
  });
});
