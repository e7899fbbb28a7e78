import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoginUpload } from '@/lib/api/contract';
import type { Result } from '@/lib/errors';
import { digitsOf, sidesOf } from '@/lib/liveness/challenge/challenge';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { findUserByName } from '@/lib/storage/users';
import { burst } from '@/lib/testing/burst';
import { dataUrl, photo } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { turnFilm } from '@/lib/testing/turn-film';
import { saidDigits } from '@/lib/testing/voices/said-digits';
import { wav } from '@/lib/testing/wav';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { renewalState } from './renewal-state';
import { signUp } from './sign-up';

const ADDRESS = '203.0.113.9';
const BROWSER = 'Firefox on Linux';
const ADAS_VOICE = 4;

let storage: TestStorage;
let deps: TestDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  deps = { ...(await rememberingDeps(storage)), liveness: { mode: 'required', level: 'balanced' } };
  await enrol('ada');
});
afterAll(() => storage.close());
beforeEach(() => deps.wait(86_400_000));

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

const said = (digits: readonly number[], take: number, speaker = ADAS_VOICE): string =>
  dataUrl(wav(saidDigits(speaker, digits, { take, seed: take + 1 }), SAMPLE_RATE), 'audio/wav');

async function enrol(name: string): Promise<void> {
  const { attemptId, steps } = succeeded(await startEnrolment({ name, consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, deps));
  for (const [index, { digits }] of steps.entries())
    succeeded(await recordVoice({ attemptId, index, recording: said(digits, index) }, deps));
  succeeded(await signUp({ attemptId }, ADDRESS, deps));
}

interface Answer {
  name?: string;
  /** What is said and where to, of what was asked. */
  digits?(asked: readonly number[]): readonly number[];
  sides?(asked: readonly Side[]): readonly Side[];
  degrees?: number;
  speaker?: number;
}

const same = <T>(asked: readonly T[]): readonly T[] => asked;
const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');
let takes = 10;

/** What came of a log-in, outside and in the audit trail. */
async function answered({ name = 'ada', digits = same, sides = same, degrees, speaker }: Answer): Promise<object> {
  const { attemptId, steps } = succeeded(await startLogin(name, ADDRESS, deps));
  takes += 1;
  const turn = await turnFilm('ada', sides(sidesOf(steps)), degrees);
  const recording = said(digits(digitsOf(steps)), takes, speaker);
  return handIn({ attemptId, ...(await burst('ada', 1)), recording, turn });
}

async function handIn(upload: LoginUpload): Promise<object> {
  const told = await logIn(upload, { address: ADDRESS, browser: BROWSER }, deps);
  const [event] = await storage.prisma.auditEvent.findMany({
    where: { kind: 'login' },
    orderBy: { seq: 'desc' },
    take: 1,
  });
  return { told: told.ok ? 'in' : told.code, reason: event?.reason };
}

describe('a log-in that asks for digits and a turn', () => {
  it('lets in who says the digits and turns as asked', async () => {
    expect(await answered({})).toEqual({ told: 'in', reason: null });
  });

  it('refuses other digits, in the words for any refusal', async () => {
    const wrong = (asked: readonly number[]): number[] => asked.map((digit) => (digit + 3) % 10);
    expect(await answered({ digits: wrong })).toEqual({ told: 'not_recognised', reason: 'digits_wrong' });
  });

  it('refuses the same digits in another order', async () => {
    const reversed = (asked: readonly number[]): number[] => asked.toReversed();
    expect(await answered({ digits: reversed })).toMatchObject({ told: 'not_recognised' });
  });

  it('tells who turns to the other side, and lets nobody in', async () => {
    expect(await answered({ sides: (asked) => asked.map(other) })).toEqual({
      told: 'turn_other_way',
      reason: 'turn_other_way',
    });
  });

  it('tells who turns too little', async () => {
    expect(await answered({ degrees: 8 })).toEqual({ told: 'turn_further', reason: 'turn_further' });
  });

  it('refuses who sends no turn at all, or a photograph', async () => {
    const { attemptId, steps } = succeeded(await startLogin('ada', ADDRESS, deps));
    const recording = said(digitsOf(steps), 90);
    expect(await handIn({ attemptId, ...(await burst('ada', 1)), recording })).toMatchObject({
      told: 'turn_unclear',
    });
    expect(await answered({ degrees: 0 })).toMatchObject({ told: 'turn_further' });
  });

  it('refuses a capture that answered an earlier challenge', async () => {
    const first = succeeded(await startLogin('ada', ADDRESS, deps));
    const turn = await turnFilm('ada', sidesOf(first.steps));
    const upload = { ...(await burst('ada', 1)), recording: said(digitsOf(first.steps), 91), turn };
    expect(await handIn({ attemptId: first.attemptId, ...upload })).toMatchObject({ told: 'in' });
    const second = succeeded(await startLogin('ada', ADDRESS, deps));
    expect(digitsOf(second.steps)).not.toEqual(digitsOf(first.steps));
    expect(await handIn({ attemptId: second.attemptId, ...upload })).not.toMatchObject({ told: 'in' });
  });

  it('answers an unknown name like a wrong answer', async () => {
    expect(await answered({ name: 'nobody' })).toMatchObject({ told: 'not_recognised', reason: 'unknown_name' });
    expect(await answered({ name: 'nobody', degrees: 8 })).toMatchObject({ told: 'turn_further' });
  });

  it('asks for both where they are noted, and for digits alone where nobody looks', async () => {
    const asked = async (mode: 'signal' | 'off'): Promise<string[]> => {
      const liveness = { mode, level: 'balanced' } as const;
      const { steps } = succeeded(await startLogin('ada', ADDRESS, { ...deps, liveness }));
      return steps.map(({ kind }) => kind).toSorted();
    };
    expect(await asked('signal')).toEqual(['say', 'turn']);
    expect(await asked('off')).toEqual(['say']);
  });

  it('is not answered by what was asked while nobody looked', async () => {
    const { attemptId, steps } = succeeded(
      await startLogin('ada', ADDRESS, { ...deps, liveness: { mode: 'off', level: 'balanced' } }),
    );
    const turn = await turnFilm('ada', ['left']);
    const recording = said(digitsOf(steps), 95);
    expect(await handIn({ attemptId, ...(await burst('ada', 1)), recording, turn })).toMatchObject({
      told: 'turn_unclear',
    });
  });

  it('asks who has never said digits to say them, before anything else', async () => {
    await enrol('early');
    const early = await findUserByName(storage, 'early');
    await storage.sealedStores.folder.remove(early!.id, 'digits');
    await storage.prisma.user.update({ where: { id: early!.id }, data: { saidDigits: false } });
    const reversed = (asked: readonly number[]): number[] => asked.toReversed();
    expect(await answered({ name: 'early', digits: reversed })).toMatchObject({ told: 'in' });
    const user = await findUserByName(storage, 'early');
    expect(renewalState(user!, { amr: ['face', 'voice'], renewalPostponed: true }, user!.voiceModel, 'required')).toBe(
      'required',
    );
  });
});

it('a refused name leaves the samples for another name', async () => {
  const { attemptId, steps } = succeeded(await startEnrolment({ name: 'Ada', consent: true }, ADDRESS, deps));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('berta', 0) }, deps));
  for (const [index, { digits }] of steps.entries())
    succeeded(await recordVoice({ attemptId, index, recording: said(digits, index, 1) }, deps));
  expect(await signUp({ attemptId }, ADDRESS, deps)).toEqual({ ok: false, code: 'not_recognised' });
  succeeded(await signUp({ attemptId, name: 'berta' }, ADDRESS, deps));
  expect(await findUserByName(storage, 'berta')).toMatchObject({ name: 'berta', saidDigits: true });
  expect(await signUp({ attemptId, name: 'carla' }, ADDRESS, deps)).toEqual({ ok: false, code: 'attempt_ended' });
});
