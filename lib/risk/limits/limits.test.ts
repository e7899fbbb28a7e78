import { describe, expect, it } from 'vitest';
import type { Bucket } from '@/lib/storage/limit-buckets';
import { addressPrefixes } from './address-prefixes';
import { allowance } from './allowance';
import { bookIn, type Keyed, triesLeft } from './attempt';
import { backoff } from './backoff';
import { bucketNow, type Ending, type Limit } from './limit';
import { liftsRow, row } from './row';
import { type Asker, bucketsOfName, kinds, limitsFor, mailLimits, tellingLimits } from './rules';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1) + second * 1000);
const booking = (second: number, isFirst = false) => ({ at: at(second), isFirst });
const HOUR = 3600;
const DAY = 24 * HOUR;

/** One limit's bucket over time. */
function bucketOf(limit: Limit) {
  let bucket: Bucket | undefined;
  const now = (second: number) => bucketNow(bucket, at(second));
  const tryAt = (second: number, ending: Ending, isFirst = false): number | true => {
    const retryAt = limit.retryAt(now(second), booking(second, isFirst));
    if (retryAt) return (retryAt.getTime() - at(0).getTime()) / 1000;
    bucket = limit.book(now(second), booking(second, isFirst));
    bucket = limit.settle(now(second), booking(second, isFirst), ending, at(second));
    return true;
  };
  return { tryAt, now };
}

describe('delays that double', () => {
  it('begin at 30 seconds after the free failures, and end at an hour', () => {
    const { tryAt } = bucketOf(backoff(5));
    for (let i = 0; i < 5; i++) expect(tryAt(0, 'refused')).toBe(true);
    const waits: number[] = [];
    let second = 0;
    for (let i = 0; i < 10; i++) {
      const next = tryAt(second, 'refused') as number;
      waits.push(next - second);
      expect(tryAt(next - 1, 'refused')).toBe(next);
      second = next;
      expect(tryAt(second, 'refused')).toBe(true);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
  });

  it('are over when the person gets in, or nobody tried for a day', () => {
    for (const [second, ending] of [
      [HOUR, 'accepted'],
      [DAY + 30, 'refused'],
    ] as const) {
      const { tryAt, now } = bucketOf(backoff(5));
      for (let i = 0; i < 6; i++) tryAt(i < 5 ? 0 : 30, 'refused');
      expect(tryAt(second, ending)).toBe(true);
      expect(now(second).streak).toBe(ending === 'accepted' ? 0 : 1);
    }
  });

  it('do not grow by a capture that told nothing, but stay where another attempt was refused meanwhile', () => {
    const limit = backoff(1);
    const { tryAt, now } = bucketOf(limit);
    for (let i = 0; i < 9; i++) expect(tryAt(i, 'unjudged')).toBe(true);
    expect(now(9)).toMatchObject({ streak: 0, blockedUntil: null });
    const both = limit.book(limit.book(now(10), booking(10)), booking(41));
    expect(limit.settle(both, booking(10), 'unjudged', at(42))).toMatchObject({ streak: 1, blockedUntil: at(101) });
    expect(limit.settle(both, booking(41), 'unjudged', at(42))).toMatchObject({ streak: 1, blockedUntil: null });
  });
});

describe('an allowance', () => {
  const limit = allowance({
    capacity: 3,
    refillMs: HOUR * 1000,
    cost: ({ isFirst }) => (isFirst ? 1 : 0.5),
    unjudgedCost: 0.1,
  });

  it('is used up, and comes back steadily', () => {
    const { tryAt } = bucketOf(limit);
    for (let i = 0; i < 3; i++) expect(tryAt(0, 'refused', true)).toBe(true);
    expect(tryAt(0, 'refused', true)).toBe(HOUR);
    expect(tryAt(0, 'refused', false)).toBe(HOUR / 2);
    expect(tryAt(HOUR, 'refused', true)).toBe(true);
    expect(tryAt(HOUR, 'refused', true)).toBe(2 * HOUR);
    expect(tryAt(9 * HOUR, 'refused', true)).toBe(true);
  });

  it('is left whole by who gets in, and nearly so by a capture that told nothing', () => {
    const { tryAt, now } = bucketOf(limit);
    for (let i = 0; i < 100; i++) expect(tryAt(0, 'accepted', true)).toBe(true);
    expect(now(0).count).toBe(0);
    for (let i = 0; i < 20; i++) expect(tryAt(0, 'unjudged', true)).toBe(true);
    expect(now(0).count).toBeCloseTo(2, 9);
  });

  it('is not refilled by a clock that went back', () => {
    const { tryAt, now } = bucketOf(limit);
    for (let i = 0; i < 3; i++) tryAt(HOUR, 'refused', true);
    expect(limit.retryAt(now(0), booking(0, true))).toEqual(at(HOUR));
  });
});

describe('refusals in a row', () => {
  const refused = (times: number, second = 0) => {
    const name = bucketOf(row(50));
    for (let i = 0; i < times; i++) expect(name.tryAt(second, 'refused')).toBe(true);
    return name;
  };

  it('stop the fifty-first attempt, also after years', () => {
    const { tryAt } = refused(50);
    expect(tryAt(0, 'refused')).toBe(DAY);
    expect(tryAt(2000 * DAY, 'refused')).toBe(2001 * DAY);
  });

  it('are no row any more after a success', () => {
    const { tryAt } = refused(49);
    expect(tryAt(1, 'accepted')).toBe(true);
    for (let i = 0; i < 50; i++) expect(tryAt(2, 'refused')).toBe(true);
  });

  it('end with the log-in of a known device, and with nothing else of its', () => {
    const stopped = refused(50).now(1);
    expect(liftsRow.retryAt(stopped, booking(1))).toBeUndefined();
    expect(liftsRow.settle(liftsRow.book(stopped, booking(1)), booking(1), 'refused', at(1))).toEqual(stopped);
    expect(liftsRow.settle(stopped, booking(1), 'accepted', at(1)).streak).toBe(0);
  });

  it('do not count what told nothing of a person', () => {
    const { tryAt } = refused(49);
    for (let i = 0; i < 9; i++) expect(tryAt(i, 'unjudged')).toBe(true);
    expect(tryAt(9, 'refused')).toBe(true);
    expect(tryAt(9, 'refused')).toBe(DAY + 9);
  });
});

describe('how many tries are left', () => {
  const asker = { kind: 'login' as const, nameKey: 'ada', address: '192.0.2.1', isLive: false };
  const limits = (who: Asker): Keyed[] => limitsFor(who).map((counted) => ({ ...counted, key: counted.of.join(' ') }));

  /** Tells it after each of `count` refused attempts, as long as one is allowed. */
  function refused(who: Asker, count: number, found: Map<string, Bucket> = new Map()): number[] {
    const told: number[] = [];
    for (let i = 0; i < count; i++) {
      const verdict = bookIn(found, limits(who), at(0));
      if (!verdict.allowed) break;
      for (const [key, bucket] of verdict.changed) found.set(key, bucket);
      told.push(triesLeft(found, limits(who), at(0)));
    }
    return told;
  }

  it('is told truly: after the last of them, the next attempt has to wait', () => {
    expect(refused(asker, 7)).toEqual([4, 3, 2, 1, 0]);
    expect(refused({ ...asker, device: 'of ada' }, 7)).toEqual([4, 3, 2, 1, 0]);
  });

  it('counts what other networks have used up of the name', () => {
    const found = new Map<string, Bucket>();
    for (let i = 0; i < 4; i++) refused({ ...asker, address: `198.51.${i}.1` }, 5, found);
    refused({ ...asker, address: '198.51.9.1' }, 1, found);
    expect(refused(asker, 5, found)).toEqual([2, 1, 0]);
  });
});

describe('what counts for a name from wherever it is tried', () => {
  it('is all found again when the person goes', () => {
    const asker = { nameKey: 'ada', isLive: false };
    const address = '203.0.113.9';
    const limits = [
      ...kinds.flatMap((kind) => limitsFor({ ...asker, kind, address })),
      ...mailLimits(asker.nameKey, address),
      ...tellingLimits(asker.nameKey, address),
    ];
    const ofTheName = limits
      .map(({ of }) => of)
      .filter((of) => of.includes(asker.nameKey) && !of.some((part) => part.startsWith('203.0.113.')));
    expect(ofTheName.length).toBeGreaterThan(kinds.length);
    expect(bucketsOfName(asker.nameKey)).toEqual(expect.arrayContaining(ofTheName));
  });
});

describe('the networks of an address', () => {
  it.each([
    ['203.0.113.9', { narrow: '203.0.113.0/24' }],
    ['2001:db8:1:2::/64', { narrow: '2001:db8:1:2::/64', wide: '2001:db8:1::/48' }],
    ['10.0.0.255', { narrow: '10.0.0.0/24' }],
    ['0:0:0:0::/64', { narrow: '0:0:0:0::/64', wide: '0:0:0::/48' }],
    ['unknown', { narrow: 'unknown' }],
  ])('of %s', (address, expected) => {
    expect(addressPrefixes(address)).toEqual(expected);
  });
});
