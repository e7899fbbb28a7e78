import { describe, expect, it } from 'vitest';
import { afterChallenge } from './after-challenge';
import type { ChallengeEvidence } from './challenge';
import type { Verdict } from './decide';

const accept: Verdict<never> = { verdict: 'accept' };
const stranger: Verdict<never> = { verdict: 'reject', reason: 'voice_mismatch' };
const answered: ChallengeEvidence = {
  movement: 'accepted',
  digits: 'accepted',
  digitsRatio: 3,
  lips: 'matches',
  isInjected: false,
};
const required = { mode: 'required', level: 'balanced' } as const;
const strict = { mode: 'required', level: 'strict' } as const;

describe('a challenge that is required', () => {
  it('takes nothing from who answers it, and gives nothing', () => {
    expect(afterChallenge(accept, answered, required)).toEqual(accept);
    expect(afterChallenge(stranger, answered, required)).toEqual(stranger);
  });

  it.each([
    ['no living head', { movement: 'refused' }, 'movement_refused'],
    ['other digits', { digits: 'wrong' }, 'digits_wrong'],
  ] as const)('refuses %s', (_, change, reason) => {
    expect(afterChallenge(accept, { ...answered, ...change }, required)).toEqual({ verdict: 'reject', reason });
  });

  it('tells everybody alike what to do better about a turn', () => {
    const short = { ...answered, movement: 'turn_further' } as const;
    for (const verdict of [accept, stranger])
      expect(afterChallenge(verdict, short, required)).toEqual({ verdict: 'retry', reason: 'turn_further' });
  });

  it('tells of unclear digits only to whom it would let in', () => {
    const unclear = { ...answered, digits: 'unclear' } as const;
    expect(afterChallenge(accept, unclear, required)).toEqual({ verdict: 'retry', reason: 'once_more' });
    expect(afterChallenge(stranger, unclear, required)).toEqual(stranger);
  });

  it('tells first what is wrong with a capture', () => {
    const dark: Verdict<'too_dark'> = { verdict: 'retry', reason: 'too_dark' };
    expect(afterChallenge(dark, { ...answered, movement: 'turn_unclear' }, required)).toEqual(dark);
  });

  it('is no way around another try that a signal asks for', () => {
    const again: Verdict<never> = { verdict: 'retry', reason: 'once_more' };
    expect(afterChallenge(again, answered, required)).toEqual(again);
    expect(afterChallenge(again, { ...answered, digits: 'wrong' }, required)).toMatchObject({ verdict: 'reject' });
  });

  it('lets in who has never said digits: they say them next', () => {
    expect(afterChallenge(accept, { ...answered, digits: 'not_enrolled' }, required)).toEqual(accept);
  });

  it('asks for lips where it is strict, and not elsewhere', () => {
    for (const lips of ['differs', 'unclear'] as const) {
      expect(afterChallenge(accept, { ...answered, lips }, strict)).toMatchObject({ verdict: 'reject' });
      expect(afterChallenge(accept, { ...answered, lips }, required)).toEqual(accept);
    }
  });
});

it.each(['signal', 'off'] as const)('a challenge in the mode %s refuses nobody', (mode) => {
  const nothing: ChallengeEvidence = {
    ...answered,
    ...{ movement: 'refused', digits: 'wrong', lips: 'differs', isInjected: true },
  };
  expect(afterChallenge(accept, nothing, { mode, level: 'strict' })).toEqual(accept);
});
