import { expect, it } from 'vitest';
import type { LivenessMode } from '@/lib/decision/challenge';
import { type RenewalState, renewalState } from './renewal-state';

it.each<[RenewalState, string, string[], boolean]>([
  ['none', 'new', ['face', 'voice'], false],
  ['none', 'new', ['face', 'otp'], false],
  ['offered', 'old', ['face', 'voice'], false],
  ['postponed', 'old', ['face', 'voice'], true],
  ['required', 'old', ['face', 'otp'], false],
  // Nobody may put off what lets them in.
  ['required', 'old', ['face', 'otp'], true],
  ['required', 'old', [], true],
  // A passkey opens by itself: the voice can wait.
  ['offered', 'old', ['passkey'], false],
  ['postponed', 'old', ['passkey'], true],
  ['required', 'old', ['recovery'], true],
])(
  'a renewal is %s with a voice of the %s model, recognised by %j, put off: %s',
  (expected, voiceModel, amr, renewalPostponed) => {
    const user = { voiceModel, saidDigits: true };
    expect(renewalState(user, { amr, renewalPostponed }, 'new', 'required')).toBe(expected);
  },
);

it.each<[RenewalState, LivenessMode, boolean]>([
  ['required', 'required', false],
  // Else a recording of face and voice would do for good.
  ['required', 'required', true],
  ['offered', 'signal', false],
  ['postponed', 'signal', true],
  ['none', 'off', false],
])(
  'a renewal is %s for who has said no digits where they are %s, put off: %s',
  (expected, liveness, renewalPostponed) => {
    const user = { voiceModel: 'new', saidDigits: false };
    expect(renewalState(user, { amr: ['face', 'voice'], renewalPostponed }, 'new', liveness)).toBe(expected);
  },
);
