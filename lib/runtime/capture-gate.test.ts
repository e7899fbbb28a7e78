import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withKnownName } from '@/lib/auth/known-device';
import { knownLogIn } from '@/lib/auth/known-log-in';
import { openAttempt } from '@/lib/auth/open-attempt';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { type CaptureGate, captureGate } from './capture-gate';
import { CAPTURE_PLACES } from './deps';

const HOME = '203.0.113.9';

let storage: TestStorage;
let drawn = 0;
const deps = {
  get storage() {
    return storage;
  },
  now: () => new Date(Date.UTC(2026, 0, 1)),
  random: (bytes: number) => new Uint8Array(bytes).fill(++drawn),
};

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());

async function attemptFor(name: string, kind: 'login' | 'enrolment' = 'login'): Promise<string> {
  const opened = await openAttempt({ kind, name, steps: [], lifetimeMs: 120_000 }, HOME, deps);
  if (!opened.ok) throw new Error(opened.code);
  return opened.attempt.id;
}

/** An attacker behind the owner's address takes its places, fills its line and uses up its budget. */
function flooded(): { gate: CaptureGate; end: () => void } {
  const gate = captureGate(CAPTURE_PLACES, { most: 20, windowMs: 60_000 });
  let end = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  for (let i = 0; i < 30; i++)
    gate
      .of({ kind: 'logIn', party: HOME })
      .run(() => held)
      .catch(() => undefined);
  return { gate, end };
}

describe('a log-in from an address that an attacker has filled', () => {
  it('is served on a device that is known for the name', async () => {
    const { gate, end } = flooded();
    const cookie = withKnownName('', 'Ada', deps);
    const knownAs = await knownLogIn(await attemptFor('ada'), cookie, deps);
    expect(await gate.of({ kind: 'logIn', party: HOME, knownAs }).run(async () => 'served')).toBe('served');
    end();
  });

  it('has no place of its own with a forged cookie, one for another name, none, or an attempt of another kind', async () => {
    const { gate, end } = flooded();
    const own = withKnownName('', 'ada', deps);
    const tries: [string, string | undefined][] = [
      [await attemptFor('ada'), withKnownName('', 'mallory', deps)],
      [await attemptFor('ada'), own.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
      [await attemptFor('ada'), `${'a'.repeat(32)}.1767225600.${'b'.repeat(64)}`],
      [await attemptFor('ada'), undefined],
      [await attemptFor('ada', 'enrolment'), own],
      ['c'.repeat(32), own],
    ];
    for (const [attemptId, cookie] of tries) {
      const knownAs = await knownLogIn(attemptId, cookie, deps);
      expect(knownAs).toBeUndefined();
      const queue = gate.of({ kind: 'logIn', party: HOME, knownAs });
      await expect(queue.run(async () => 'served')).rejects.toMatchObject({ code: 'too_many_attempts' });
    }
    end();
  });

  it('of an attacker with an account of their own leaves the owner a turn: the place is shared by names', async () => {
    const { gate, end } = flooded();
    const turns: string[] = [];
    const queue = (knownAs: string) => gate.of({ kind: 'logIn', party: HOME, knownAs });
    const jobs = [...Array<string>(6).fill('mallory'), 'ada'].map((name) =>
      queue(name).run(async () => void turns.push(name)),
    );
    await Promise.all(jobs);
    expect(turns.indexOf('ada')).toBeLessThanOrEqual(2);
    end();
  });
});

it('looks ahead use up none of the captures of an address, and have an end of their own', async () => {
  const gate = captureGate(CAPTURE_PLACES, { most: 2, windowMs: 60_000 });
  const applicant = { kind: 'logIn', party: HOME } as const;
  const look = (): Promise<void> => gate.of(applicant, 'ahead').run(async () => undefined);
  await look();
  await look();
  await expect(look()).rejects.toMatchObject({ code: 'too_many_attempts' });
  expect(await gate.of(applicant).run(async () => 'served')).toBe('served');
});
