import { describe, expect, it } from 'vitest';
import { checkSession, type SessionClaims } from './session-check';

const startedAt = Date.UTC(2026, 0, 1);
const later = (milliseconds: number): Date => new Date(startedAt + milliseconds);
const HOUR_MS = 3_600_000;

const ada = { id: 'ada', sessionVersion: 1 };
const claims: SessionClaims = { sub: 'ada', sessionVersion: 1, startedAt };
const refused = (reason: string) => ({ ok: false, reason });

describe('a session', () => {
  it('counts for twelve hours from the log-in, however often it is looked at', () => {
    expect(checkSession(claims, ada, later(0))).toEqual({ ok: true, user: ada });
    expect(checkSession(claims, ada, later(11.99 * HOUR_MS))).toEqual({ ok: true, user: ada });
    expect(checkSession(claims, ada, later(12 * HOUR_MS - 1))).toEqual({ ok: true, user: ada });
    expect(checkSession(claims, ada, later(12 * HOUR_MS))).toEqual(refused('expired'));
    expect(checkSession(claims, ada, later(1000 * HOUR_MS))).toEqual(refused('expired'));
  });

  it('bears a clock that is a little behind, and no clock that went back', () => {
    expect(checkSession(claims, ada, later(-60_000))).toEqual({ ok: true, user: ada });
    expect(checkSession(claims, ada, later(-60_001))).toEqual(refused('not_begun'));
    expect(checkSession(claims, ada, later(-365 * 24 * HOUR_MS))).toEqual(refused('not_begun'));
  });

  it('ends when all sessions of the person are ended', () => {
    expect(checkSession(claims, { ...ada, sessionVersion: 2 }, later(HOUR_MS))).toEqual(refused('ended'));
    expect(checkSession({ ...claims, sessionVersion: 2 }, ada, later(HOUR_MS))).toEqual(refused('ended'));
  });

  it.each([undefined, null, Number.NaN, 0, -1, '', String(startedAt), new Date(startedAt)])(
    'that started at %o never counts',
    (never) => {
      expect(checkSession({ ...claims, startedAt: never }, ada, later(HOUR_MS))).toEqual(refused('expired'));
    },
  );

  it.each([undefined, null, Number.NaN, '1', true])('of the version %o never counts', (sessionVersion) => {
    expect(checkSession({ ...claims, sessionVersion }, ada, later(HOUR_MS))).toEqual(refused('ended'));
  });

  it('is nobody’s without a token, without a person, or with the row of somebody else', () => {
    expect(checkSession(undefined, ada, later(HOUR_MS))).toEqual(refused('no_token'));
    expect(checkSession(claims, null, later(HOUR_MS))).toEqual(refused('no_such_person'));
    expect(checkSession({ ...claims, sub: undefined }, ada, later(HOUR_MS))).toEqual(refused('no_such_person'));
    expect(checkSession({ ...claims, sub: 'berta' }, ada, later(HOUR_MS))).toEqual(refused('no_such_person'));
  });
});
