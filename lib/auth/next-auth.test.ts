import { describe, expect, it } from 'vitest';
import { isCurrent } from './next-auth';

const startedAt = Date.UTC(2026, 0, 1);
const hoursLater = (hours: number): Date => new Date(startedAt + hours * 3_600_000);

describe('a session', () => {
  it('counts for twelve hours from the log-in, however often it is looked at', () => {
    const session = { sessionVersion: 1, startedAt };
    expect(isCurrent(session, { sessionVersion: 1 }, hoursLater(11.99))).toBe(true);
    expect(isCurrent(session, { sessionVersion: 1 }, hoursLater(12))).toBe(false);
  });

  it('ends when all sessions of the person are ended', () => {
    expect(isCurrent({ sessionVersion: 1, startedAt }, { sessionVersion: 2 }, hoursLater(1))).toBe(false);
  });

  it('without a start never counts', () => {
    expect(isCurrent({ sessionVersion: 1, startedAt: 0 }, { sessionVersion: 1 }, hoursLater(1))).toBe(false);
    expect(isCurrent({ sessionVersion: 1, startedAt: Number.NaN }, { sessionVersion: 1 }, hoursLater(1))).toBe(false);
  });
});
