import { describe, expect, it } from 'vitest';
import { secretHash } from '@/lib/storage/secret-hash';
import { checkSession, isFresh, type SessionClaims, sessionEnd } from './session-check';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const startedAt = new Date(Date.UTC(2026, 0, 1));
const later = (milliseconds: number): Date => new Date(startedAt.getTime() + milliseconds);
const limits = { idleMs: HOUR_MS, absoluteMs: 12 * HOUR_MS };

const sid = 'a'.repeat(43);
const ada = { id: 'ada', sessionVersion: 1 };
const session = {
  hash: secretHash(sid),
  userId: 'ada',
  sessionVersion: 1,
  amr: ['face', 'voice'],
  device: 'Firefox on Linux',
  addressPrefix: '203.0.113.0/24',
  startedAt,
  renewalPostponed: false,
  seenAt: startedAt,
};
const seen = (milliseconds: number) => ({ ...session, seenAt: later(milliseconds) });
const refused = (reason: string) => ({ ok: false, reason });
const check = (now: Date, { claims = { sid }, row = session, user = ada }: Given = {}) =>
  checkSession(claims, row, user, limits, now);

interface Given {
  claims?: SessionClaims;
  row?: typeof session;
  user?: typeof ada;
}

describe('a session', () => {
  it('counts for twelve hours from the log-in, however often it is used', () => {
    expect(check(later(0))).toEqual({ ok: true, user: ada, session });
    const busy = seen(12 * HOUR_MS - MINUTE_MS);
    expect(check(later(12 * HOUR_MS - 1), { row: busy }).ok).toBe(true);
    expect(check(later(12 * HOUR_MS), { row: busy })).toEqual(refused('expired'));
    expect(check(later(20 * 24 * HOUR_MS), { row: seen(20 * 24 * HOUR_MS) })).toEqual(refused('expired'));
  });

  it('counts for an hour from the last request', () => {
    expect(check(later(HOUR_MS - 1)).ok).toBe(true);
    expect(check(later(HOUR_MS))).toEqual(refused('idle'));
    expect(check(later(3 * HOUR_MS - 1), { row: seen(2 * HOUR_MS) }).ok).toBe(true);
    expect(check(later(3 * HOUR_MS), { row: seen(2 * HOUR_MS) })).toEqual(refused('idle'));
  });

  it('says when it ends if nothing more is asked for', () => {
    expect(sessionEnd(seen(2 * HOUR_MS), limits)).toEqual(later(3 * HOUR_MS));
    expect(sessionEnd(seen(11.5 * HOUR_MS), limits)).toEqual(later(12 * HOUR_MS));
  });

  it('bears a clock that is a little behind, and no clock that went back', () => {
    expect(check(later(-60_000)).ok).toBe(true);
    expect(check(later(-60_001))).toEqual(refused('not_begun'));
    expect(check(later(-365 * 24 * HOUR_MS))).toEqual(refused('not_begun'));
  });

  it('is fresh for five minutes from the log-in, however often it is used', () => {
    expect(isFresh(session, later(0))).toBe(true);
    expect(isFresh(session, later(5 * MINUTE_MS - 1))).toBe(true);
    expect(isFresh(session, later(5 * MINUTE_MS))).toBe(false);
    expect(isFresh(seen(5 * MINUTE_MS), later(5 * MINUTE_MS))).toBe(false);
  });

  it('ends when all sessions of the person are ended', () => {
    expect(check(later(0), { user: { ...ada, sessionVersion: 2 } })).toEqual(refused('ended'));
    expect(check(later(0), { row: { ...session, sessionVersion: 2 } })).toEqual(refused('ended'));
  });

  it.each([undefined, null, Number.NaN, 7, '', 'x', `${sid}a`, "' OR 1=1 --", { sid }])(
    'is not what the claim %j names',
    (never) => {
      expect(check(later(0), { claims: { sid: never } })).toEqual(refused('no_token'));
    },
  );

  it('is nobody’s without a token, a row or a person, or with the row of another', () => {
    expect(checkSession(undefined, session, ada, limits, later(0))).toEqual(refused('no_token'));
    expect(checkSession({ sid }, null, ada, limits, later(0))).toEqual(refused('no_such_session'));
    expect(check(later(0), { claims: { sid: 'b'.repeat(43) } })).toEqual(refused('no_such_session'));
    expect(checkSession({ sid }, session, null, limits, later(0))).toEqual(refused('no_such_person'));
    expect(check(later(0), { user: { ...ada, id: 'berta' } })).toEqual(refused('no_such_person'));
  });
});
