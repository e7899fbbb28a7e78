import { expect, it } from 'vitest';
import type { PastLogin } from './history';
import { groupLogins } from './login-groups';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 8, minute));
const login = (minute: number, outcome: PastLogin['outcome'], more: Partial<PastLogin> = {}): PastLogin => ({
  id: `login ${minute}`,
  at: at(minute),
  outcome,
  reason: undefined,
  signals: [],
  browser: 'Firefox on Linux',
  ...more,
});

it('makes one entry of failures one after the other, with what they were for', () => {
  const logins = [
    login(9, 'accepted'),
    login(8, 'refused', { reason: 'voice_mismatch' }),
    login(7, 'refused', { reason: 'face_mismatch', browser: undefined, signals: ['unusual_hour'] }),
    login(6, 'refused', { reason: 'voice_mismatch', signals: ['unusual_hour'] }),
    login(5, 'retry', { reason: 'too_dark' }),
  ];
  expect(groupLogins(logins)).toMatchObject([
    { outcome: 'accepted', count: 1 },
    {
      id: 'login 8',
      outcome: 'refused',
      count: 3,
      first: at(6),
      last: at(8),
      reasons: ['voice_mismatch', 'face_mismatch'],
      signals: ['unusual_hour'],
      browsers: ['Firefox on Linux', undefined],
    },
    { outcome: 'retry', count: 1 },
  ]);
});

it('lets every visit stand alone, and keeps failures apart that a visit lies between', () => {
  const logins = [login(4, 'refused'), login(3, 'accepted'), login(2, 'accepted'), login(1, 'refused')];
  expect(groupLogins(logins).map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  expect(groupLogins([])).toEqual([]);
});
