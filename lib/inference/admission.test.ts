import { describe, expect, it } from 'vitest';
import { fairAdmission } from './admission';
import type { Applicant, LineLimits } from './lines';

const limits: LineLimits = { places: 4, placesForLogIns: 1, placesEach: 2, waitingEach: 2, waiting: 6 };

const logIn = (party: string): Applicant => ({ kind: 'logIn', party });
const signUp = (party: string): Applicant => ({ kind: 'signUp', party });
const api = (party: string): Applicant => ({ kind: 'api', party });

/** An admission whose jobs end when they are told to, and who was started in which order. */
function held(changes: Partial<LineLimits> = {}) {
  const admission = fairAdmission({ ...limits, ...changes });
  const started: string[] = [];
  const running: (() => void)[] = [];
  const refused: string[] = [];
  const name = ({ kind, party, knownAs }: Applicant): string =>
    knownAs === undefined ? `${kind} ${party}` : `${kind} ${party} as ${knownAs}`;
  const ask = (...applicants: Applicant[]): void => {
    for (const applicant of applicants) {
      const job = (): Promise<void> => {
        started.push(name(applicant));
        return new Promise<void>((resolve) => running.push(resolve));
      };
      admission
        .of(applicant)
        .run(job)
        .catch(() => refused.push(name(applicant)));
    }
  };
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  const endFirst = async (): Promise<void> => {
    running.shift()?.();
    await settle();
  };
  return { admission, ask, started, refused, settle, endFirst };
}

describe('admission', () => {
  it('gives back what a job gives, throws what it throws, and makes room again', async () => {
    const queue = fairAdmission({ ...limits, places: 1, placesForLogIns: 0 }).of(logIn('ada'));
    expect(await queue.run(async () => 7)).toBe(7);
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run(async () => 8)).toBe(8);
  });

  it('is idle when the last of all that run and wait has ended', async () => {
    const { admission, ask, endFirst, settle } = held();
    await admission.idle();
    ask(logIn('ada'), logIn('ada'), logIn('ada'));
    await settle();
    let isIdle = false;
    void admission.idle().then(() => {
      isIdle = true;
    });
    await endFirst();
    await endFirst();
    expect(isIdle).toBe(false);
    await endFirst();
    expect(isIdle).toBe(true);
  });

  it('gives an address two places, however many it asks for, and the others theirs', async () => {
    const { ask, started, settle } = held();
    ask(logIn('mallory'), logIn('mallory'), logIn('mallory'), logIn('mallory'), logIn('ada'), logIn('berta'));
    await settle();
    expect(started).toEqual(['logIn mallory', 'logIn mallory', 'logIn ada', 'logIn berta']);
  });

  it('counts the places of an address whatever it asks for', async () => {
    const { ask, started, settle } = held();
    ask(signUp('mallory'), logIn('mallory'), logIn('mallory'));
    await settle();
    expect(started).toEqual(['signUp mallory', 'logIn mallory']);
  });

  it('keeps a place for log-ins', async () => {
    const { ask, started, settle } = held();
    ask(signUp('a'), signUp('b'), signUp('c'), signUp('d'), api('e'), logIn('ada'));
    await settle();
    expect(started).toEqual(['signUp a', 'signUp b', 'signUp c', 'logIn ada']);
  });

  it('starts nothing of the others beyond one place while a log-in works', async () => {
    const { ask, started, settle, endFirst } = held();
    ask(logIn('ada'), signUp('a'), signUp('b'), api('c'));
    await settle();
    expect(started).toEqual(['logIn ada', 'signUp a']);
    await endFirst();
    expect(started).toEqual(['logIn ada', 'signUp a', 'signUp b', 'api c']);
  });

  it('starts log-ins before sign-ups before services, and in one kind each party in turn', async () => {
    const { ask, started, settle, endFirst } = held({ places: 1, placesForLogIns: 0, placesEach: 1 });
    ask(logIn('first'), api('s'), signUp('a'), signUp('a'), signUp('b'), logIn('c'), logIn('c'), logIn('d'));
    await settle();
    for (let i = 0; i < 8; i++) await endFirst();
    expect(started.join(', ')).toBe('logIn first, logIn c, logIn d, logIn c, signUp a, signUp b, signUp a, api s');
  });

  it('starves nobody: a kind that was passed over eight times has its turn', async () => {
    const { ask, started, settle, endFirst } = held({ places: 1, placesForLogIns: 0, placesEach: 1 });
    ask(logIn('flood'), signUp('a'), api('s'));
    await settle();
    for (let i = 0; i < 20; i++) {
      ask(logIn(`${i}`));
      await endFirst();
    }
    expect(started.indexOf('signUp a')).toBeLessThanOrEqual(9);
    expect(started.indexOf('api s')).toBeLessThanOrEqual(10);
  });

  it('refuses what is too much in the line of an address, and tells when to come back', async () => {
    const { admission, ask, refused, settle } = held();
    ask(signUp('mallory'), signUp('mallory'), signUp('mallory'), signUp('mallory'), signUp('mallory'));
    await settle();
    expect(refused).toEqual(['signUp mallory']);
    const busy = admission.of(signUp('mallory')).run(async () => undefined);
    await expect(busy).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 1 });
    expect(await admission.of(signUp('ada')).run(async () => 'served')).toBe('served');
  });

  it('lets who waits for little take the place of who waits for much', async () => {
    const { ask, refused, settle } = held({ waiting: 4, places: 2, placesForLogIns: 0 });
    ask(signUp('m'), signUp('m'));
    ask(signUp('m'), signUp('m'), signUp('n'), signUp('n'), signUp('ada'));
    await settle();
    expect(refused).toEqual(['signUp m']);
    ask(signUp('berta'), signUp('carla'));
    await settle();
    expect(refused).toEqual(['signUp m', 'signUp n', 'signUp carla']);
  });

  it('does not let sign-ups and services fill the lines of log-ins', async () => {
    const { ask, refused, started, settle, endFirst } = held();
    for (let i = 0; i < 20; i++) ask(signUp(`${i}`), api(`${i}`));
    await settle();
    ask(logIn('a'), logIn('b'));
    await settle();
    expect(refused.filter((name) => name.startsWith('logIn'))).toEqual([]);
    await endFirst();
    expect(started).toContain('logIn b');
  });
});

describe('known devices', () => {
  const known = (party: string, knownAs: string): Applicant => ({ kind: 'logIn', party, knownAs });

  it('have a place of their own beside those that others of their address have filled', async () => {
    const { ask, started, settle } = held({ placesForLogIns: 4 });
    ask(logIn('home'), logIn('home'), logIn('home'), known('home', 'ada'));
    await settle();
    expect(started).toEqual(['logIn home', 'logIn home', 'logIn home as ada']);
  });

  it('of one address have one place, however many names they are known for, and the names take turns', async () => {
    const { ask, started, settle, endFirst } = held();
    ask(...[1, 1, 1, 2].map((i) => known('home', `m${i}`)), known('home', 'ada'));
    await settle();
    expect(started).toEqual(['logIn home as m1']);
    for (let i = 0; i < 4; i++) await endFirst();
    expect(started.join(', ').replaceAll('logIn home as ', '')).toBe('m1, m1, m2, ada, m1');
  });

  it('are not pushed out of their line by the others of their address', async () => {
    const { ask, refused, settle } = held({ waitingEach: 2 });
    ask(...Array.from({ length: 8 }, () => logIn('home')), known('home', 'ada'), known('home', 'ada'));
    await settle();
    expect(refused).toEqual(new Array(4).fill('logIn home'));
  });

  it('leave every other address its places', async () => {
    const { ask, started, settle } = held();
    ask(...['m1', 'm2', 'm3', 'm4'].map((name) => known('home', name)), logIn('elsewhere'), logIn('elsewhere'));
    await settle();
    expect(started).toEqual(['logIn home as m1', 'logIn elsewhere', 'logIn elsewhere']);
  });
});
