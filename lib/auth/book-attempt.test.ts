import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStorage, type TestStorage } from '@/lib/testing/storage';
import { type Attempter, attemptLock, bookAttempt, settleAttempt } from './book-attempt';
import { deviceCookieName, knownDevice, withKnownName } from './known-device';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);

let storage: TestStorage;
let clock: number;
let drawn: number;
const deps = {
  get storage() {
    return storage;
  },
  now: () => new Date(clock),
  random: (bytes: number) => new Uint8Array(bytes).fill(++drawn),
};

beforeAll(async () => {
  storage = await openTestStorage();
});
afterAll(() => storage.close());
beforeEach(async () => {
  clock = START;
  drawn = 0;
  await storage.prisma.auditEvent.deleteMany();
  await storage.prisma.limitBucket.deleteMany();
});

const from = (who: Partial<Attempter> = {}): Attempter => ({
  kind: 'login',
  name: 'ada',
  address: '203.0.113.9',
  ...who,
});

async function attempt(outcome: 'accept' | 'reject' | 'retry' | 'failure', who?: Partial<Attempter>): Promise<boolean> {
  const booking = await bookAttempt(from(who), deps);
  if (booking.ok) await settleAttempt(booking.booked, { outcome }, deps);
  return booking.ok;
}

/** A stranger who tries again as soon as the answer says so, for a day; how many tries were looked at. */
async function attack(who: (i: number) => Partial<Attempter>): Promise<number> {
  let through = 0;
  for (let i = 0; clock <= START + DAY_MS; i++) {
    const lock = await attemptLock(from(who(i)), deps);
    if (lock?.retryAfterSeconds) clock += lock.retryAfterSeconds * 1000;
    else through += Number(await attempt('reject', who(i)));
  }
  return through;
}

describe('booking an attempt', () => {
  it('makes a network wait after five refusals at a name, whatever its case, and no other network', async () => {
    for (let i = 0; i < 5; i++) expect(await attempt('reject', { address: `203.0.113.${i}`, name: 'Ada' })).toBe(true);
    const locked = { ok: false, code: 'too_many_attempts', retryAfterSeconds: 30 };
    expect(await bookAttempt(from({ name: 'ADA' }), deps)).toEqual(locked);
    expect(await attemptLock(from(), deps)).toEqual(locked);
    expect(await attempt('reject', { name: 'berta' })).toBe(true);
    expect(await attempt('reject', { address: '198.51.100.1' })).toBe(true);
  });

  it('gives the /48 of IPv6 four times what a /64 has', async () => {
    const neighbours = (i: number) => ({ address: `2001:db8:1:${i.toString(16)}::/64` });
    let through = 0;
    for (let i = 0; i < 40; i++) through += Number(await attempt('reject', neighbours(i)));
    expect(through).toBe(20);
    expect(await attempt('reject', { address: '2001:db8:2:0::/64' })).toBe(true);
  });

  it('lets no more through when many try at once', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, () => bookAttempt(from(), deps)));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it('takes nothing from who is let in, and hardly anything for a capture that was not good enough', async () => {
    for (let i = 0; i < 20; i++) expect(await attempt(i % 2 ? 'accept' : 'retry')).toBe(true);
    for (let i = 0; i < 5; i++) expect(await attempt('failure')).toBe(true);
    for (let i = 0; i < 5; i++) expect(await attempt('reject')).toBe(true);
  });

  it('stops somebody who tries one name after the other', async () => {
    let through = 0;
    for (let i = 0; i < 60; i++) through += Number(await attempt('reject', { name: `name${i}` }));
    expect(through).toBe(30);
    expect(await attempt('reject', { name: 'another', address: '198.51.100.1' })).toBe(true);
  });

  it('keeps neither names nor addresses', async () => {
    await attempt('reject', { name: 'hunter2-typed-as-name' });
    const stored = JSON.stringify(await storage.prisma.limitBucket.findMany());
    expect(stored).not.toMatch(/hunter2|203\.0\.113/);
  });

  it('counts sign-ups under a name apart from its log-ins', async () => {
    for (let i = 0; i < 60; i++) await attempt('reject', { kind: 'enrolment', address: `10.0.${i}.1` });
    expect(await attempt('accept')).toBe(true);
    expect(await attempt('accept', { kind: 'enrolment', address: '10.1.0.1' })).toBe(false);
  });
});

describe('an attack on one name', () => {
  const elsewhere = (i: number) => ({ address: `10.${i >> 8}.${i & 255}.1` });

  it('from one network leaves the owner alone, on an unknown device too', async () => {
    expect(await attack(() => ({ address: '198.51.100.1' }))).toBe(34);
    expect(await attempt('accept')).toBe(true);
  });

  it('from many networks gets two dozen tries at once and one an hour, and never stops a known device', async () => {
    let through = 0;
    for (let i = 0; i < 100; i++) through += Number(await attempt('reject', elsewhere(i)));
    expect(through).toBe(24);
    expect(await attempt('accept')).toBe(false);
    expect(await attempt('accept', { device: 'hers' })).toBe(true);
    expect(await attack((i) => elsewhere(100 + i))).toBe(24);
  });

  it('is over after fifty refusals in a row, until a known device is let in', async () => {
    for (let i = 0; i < 50; i++) {
      clock += 3_600_000;
      expect(await attempt('reject', elsewhere(i))).toBe(true);
    }
    clock += 300 * DAY_MS;
    expect(await bookAttempt(from(elsewhere(60)), deps)).toMatchObject({ retryAfterSeconds: 86_400 });
    expect(await attempt('reject', { device: 'hers' })).toBe(true);
    expect(await attempt('accept', elsewhere(60))).toBe(false);
    expect(await attempt('accept', { device: 'hers' })).toBe(true);
    expect(await attempt('accept', elsewhere(60))).toBe(true);
  });

  it('by a device that is known has a budget of its own, and no more', async () => {
    for (let i = 0; i < 5; i++) expect(await attempt('reject', { device: 'stolen' })).toBe(true);
    expect(await attempt('reject', { device: 'stolen' })).toBe(false);
    expect(await attempt('accept', { device: 'hers' })).toBe(true);
    expect(await attempt('accept')).toBe(true);
  });
});

describe('the cookie of a device', () => {
  it('is known for the name that logged in, whatever its case, and for no other', () => {
    const cookie = withKnownName('', 'Ada', deps);
    expect(knownDevice(cookie, 'ada', deps)).toMatch(/^[0-9a-f]{32}$/);
    expect(knownDevice(cookie, 'berta', deps)).toBeUndefined();
  });

  it('stays known for the names of a family, one id each, and for eight at most', () => {
    const names = Array.from({ length: 9 }, (_, i) => `name${i}`);
    const cookie = [...names, 'name4'].reduce((before, name) => withKnownName(before, name, deps), '');
    const known = names.map((name) => knownDevice(cookie, name, deps));
    expect(known[0]).toBeUndefined();
    expect(new Set(known.slice(1)).size).toBe(8);
    const again = withKnownName(cookie, 'name4', deps);
    expect(knownDevice(again, 'name4', deps)).toBe(known[4]);
  });

  it('ends after 400 days', () => {
    const cookie = withKnownName('', 'ada', deps);
    clock += 400 * DAY_MS - 1000;
    expect(knownDevice(cookie, 'ada', deps)).toBeDefined();
    clock += 2000;
    expect(knownDevice(cookie, 'ada', deps)).toBeUndefined();
  });

  it('does not take what was made up or changed', () => {
    const cookie = withKnownName('', 'ada', deps);
    const [id, since, proof] = cookie.split('.') as [string, string, string];
    for (const forged of [
      '',
      '~~~',
      'x'.repeat(100_000),
      `${id}.${since}.${'0'.repeat(64)}`,
      `${id}.${Number(since) + 1}.${proof}`,
      `${'f'.repeat(32)}.${since}.${proof}`,
      `${id}.${since}.${proof.toUpperCase()}`,
    ])
      expect(knownDevice(forged, 'ada', deps)).toBeUndefined();
  });

  it('names nobody', () => {
    expect(withKnownName('', 'hunter2', deps)).not.toContain('hunter2');
  });

  it('is bound to the host on https', () => {
    expect(deviceCookieName('https://sesame.example')).toMatch(/^__Host-/);
    expect(deviceCookieName('http://localhost:3000')).not.toMatch(/^__/);
  });
});
