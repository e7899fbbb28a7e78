import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoginUpload } from '@/lib/api/contract';
import type { Result } from '@/lib/errors';
import { RETENTION } from '@/lib/storage/retention';
import { burst } from '@/lib/testing/burst';
import { ENROLLED, photo, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { turnFilm } from '@/lib/testing/turn-film';
import { recordVoice, startEnrolment, takePhoto } from './enrol';
import { logIn, startLogin } from './login';
import { lookAhead } from './login-capture';
import { signUp } from './sign-up';

const ADDRESS = '203.0.113.9';

let storage: TestStorage;
let known: TestDeps;
/** What was looked at, in order. */
let looks: string[];
let deps: TestDeps;

beforeAll(async () => {
  storage = await openTestStorage();
  known = await rememberingDeps(storage);
  const { attemptId } = succeeded(await startEnrolment({ name: 'ada', consent: true }, ADDRESS, known));
  for (const index of [0, 1, 2]) succeeded(await takePhoto({ attemptId, index, photo: await photo('ada', 0) }, known));
  for (const [index, n] of ENROLLED.entries())
    succeeded(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, known));
  succeeded(await signUp({ attemptId }, ADDRESS, known));
});
afterAll(() => storage.close());
beforeEach(() => {
  known.wait(86_400_000);
  looks = [];
  const noting =
    <Asked extends unknown[], Seen>(name: string, look: (...asked: Asked) => Seen) =>
    (...asked: Asked): Seen => {
      looks.push(name);
      return look(...asked);
    };
  const { said, turn } = known.observe;
  const liveness = { mode: 'signal', level: 'balanced' } as const;
  deps = { ...known, liveness, observe: { ...known.observe, said: noting('said', said), turn: noting('turn', turn) } };
});

function succeeded<T>(result: Result<T>): T {
  expect(result).toMatchObject({ ok: true });
  return result as T;
}

async function begun(): Promise<LoginUpload> {
  const { attemptId } = succeeded(await startLogin('ada', ADDRESS, deps));
  const turn = await turnFilm('ada', ['left']);
  return { attemptId, ...(await burst('ada', 1)), recording: await sentence('slt', 4), turn };
}

const told = async (upload: LoginUpload): Promise<string> => {
  const result = await logIn(upload, { address: ADDRESS, browser: 'Firefox on Linux' }, deps);
  return result.ok ? 'in' : result.code;
};

describe('a look ahead', () => {
  it('at the digits spares the log-in that look, and changes nothing else', async () => {
    const { attemptId, turn, ...said } = await begun();
    await lookAhead({ attemptId, said }, deps);
    expect(looks).toEqual(['said']);
    expect(await told({ attemptId, turn, ...said })).toBe('in');
    expect(looks).toEqual(['said', 'turn']);
  });

  it('at the turn likewise', async () => {
    const upload = await begun();
    await lookAhead({ attemptId: upload.attemptId, turn: upload.turn }, deps);
    expect(await told(upload)).toBe('in');
    expect(looks).toEqual(['turn', 'said']);
  });

  it('at something else than is handed in is worth nothing', async () => {
    const upload = await begun();
    const { attemptId, turn, ...said } = upload;
    await lookAhead({ attemptId, said }, deps);
    expect(await told({ ...upload, ...(await burst('berta', 1)) })).toBe('not_recognised');
    expect(looks).toEqual(['said', 'said', 'turn']);
  });

  it('does not help another attempt', async () => {
    const { attemptId, turn, ...said } = await begun();
    await lookAhead({ attemptId, said }, deps);
    expect(await told({ ...(await begun()), ...said })).toBe('in');
    expect(looks).toEqual(['said', 'said', 'turn']);
  });

  it('is had once, of an attempt that is open', async () => {
    const { attemptId, turn, ...said } = await begun();
    await lookAhead({ attemptId, turn }, deps);
    await lookAhead({ attemptId, said }, deps);
    await lookAhead({ attemptId: 'f'.repeat(64), turn }, deps);
    expect(looks).toEqual(['turn']);
    expect(await told({ attemptId, turn, ...said })).toBe('in');
    await lookAhead({ attemptId, turn }, deps);
    expect(looks).toEqual(['turn', 'said']);
  });

  it('comes too late with the capture', async () => {
    const { attemptId, turn } = await begun();
    deps.wait(RETENTION.logIn);
    await lookAhead({ attemptId, turn }, deps);
    expect(looks).toEqual([]);
  });

  it('at what is no picture is refused, and so is the log-in that hands it in', async () => {
    const upload = await begun();
    const { attemptId, turn, ...said } = { ...upload, frames: upload.frames.map(() => 'data:image/jpeg;base64,AAAA') };
    await expect(lookAhead({ attemptId, said }, deps)).rejects.toMatchObject({ code: 'unsupported_media' });
    await expect(told({ attemptId, turn, ...said })).rejects.toMatchObject({ code: 'unsupported_media' });
  });

  it('leaves no file behind', async () => {
    const { attemptId, turn, ...said } = await begun();
    await lookAhead({ attemptId, said }, deps);
    expect(await readdir(storage.tmpDir)).toEqual([]);
  });
});
