import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SesameError } from '@/lib/errors';
import { fairAdmission } from '@/lib/inference/admission';
import type { Applicant } from '@/lib/inference/lines';
import { boundedQueue, type Queue } from '@/lib/inference/queue';
import { CAPTURE_PLACES } from './deps';

/** What work costs alone on a core, in milliseconds, as slow machines have it, and how many cores share it. */
const PHOTOGRAPH_MS = 400;
const LOG_IN_MS = 900;
const CORES = 2;
/** From an answer to the next request of a loop. */
const ROUND_TRIP_MS = 20;

const LOOPS = 24;
const HONEST = 40;
const EVERY_MS = 3_000;
const IN_TIME_MS = 3_000;

/** A clock that jumps to the next event. Work takes longer the more of it runs at once. */
function world() {
  const events: { at: number; wake: () => void }[] = [];
  let time = 0;
  let working = 0;
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => events.push({ at: time + milliseconds, wake }));

  async function work(milliseconds: number): Promise<void> {
    working += 1;
    for (let left = milliseconds; left > 0; ) {
      await sleep(10);
      left -= 10 * Math.min(1, CORES / working);
    }
    working -= 1;
  }

  async function runUntil(end: number): Promise<void> {
    while (time < end) {
      await turn();
      events.sort((a, b) => a.at - b.at);
      const next = events.shift();
      if (!next) return;
      time = next.at;
      next.wake();
      while (events[0]?.at === time) events.shift()?.wake();
    }
  }

  return { sleep, work, runUntil, now: () => time };
}

/** The share of honest log-ins, one every three seconds, that are answered in time while loops hand in photographs. */
async function served(queueOf: (applicant: Applicant, now: () => number) => Queue, attackers: number): Promise<number> {
  const { sleep, work, runUntil, now } = world();
  const end = HONEST * EVERY_MS;
  const loop = async (i: number): Promise<void> => {
    const queue = queueOf({ kind: 'signUp', party: `attacker ${i % attackers}` }, now);
    while (now() < end) {
      await queue.run(() => work(PHOTOGRAPH_MS)).catch(expectBusy);
      await sleep(ROUND_TRIP_MS);
    }
  };
  let inTime = 0;
  const logIn = async (i: number): Promise<void> => {
    await sleep(1_000 + i * EVERY_MS);
    const startedAt = now();
    const queue = queueOf({ kind: 'logIn', party: `person ${i}` }, now);
    const answered = await queue.run(() => work(LOG_IN_MS)).then(() => true, expectBusy);
    if (answered && now() - startedAt <= IN_TIME_MS) inTime += 1;
  };
  for (let i = 0; i < LOOPS; i++) void loop(i);
  for (let i = 0; i < HONEST; i++) void logIn(i);
  await runUntil(end + 2 * IN_TIME_MS);
  return inTime / HONEST;
}

function expectBusy(error: unknown): false {
  if (error instanceof SesameError && error.code === 'busy') return false;
  throw error;
}

describe(`honest log-ins under ${LOOPS} loops of photographs for sign-ups`, () => {
  it.each([1, LOOPS])('from %d addresses are served within three seconds, 95 of 100', async (attackers) => {
    let admission: ReturnType<typeof fairAdmission> | undefined;
    const share = await served((applicant, now) => {
      admission ??= fairAdmission(CAPTURE_PLACES, now);
      return admission.of(applicant);
    }, attackers);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  it('would be refused by a queue for all', async () => {
    let queue: Queue | undefined;
    const share = await served((_, now) => {
      queue ??= boundedQueue(4, 16, now);
      return queue;
    }, LOOPS);
    expect(share).toBeLessThan(0.5);
  });
});
