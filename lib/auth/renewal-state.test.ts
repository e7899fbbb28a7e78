import { expect, it } from 'vitest';
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
])(
  'a renewal is %s with a voice of the %s model, recognised by %j, put off: %s',
  (expected, voiceModel, amr, renewalPostponed) => {
    expect(renewalState({ voiceModel }, { amr, renewalPostponed }, 'new')).toBe(expected);
  },
);
