import { expect, it } from 'vitest';
import { toldSignals } from './history';

it('tells a person what was unusual, and neither a suspicion that chance raises too nor what an older version noted', () => {
  const noted = ['presentation_attack_suspected', 'replayed_sound', 'replayed_bytes', 'new_browser'];
  expect(toldSignals(noted)).toEqual(['new_browser', 'replayed_sound']);
});
