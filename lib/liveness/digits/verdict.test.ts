import { expect, it } from 'vitest';
import { DIGIT_WEIGHTS, digitVerdict } from './verdict';

const { accepted, wrong } = DIGIT_WEIGHTS;

it('the asked digits are accepted, whoever says them: face and voice are asked who it was', () => {
  expect(digitVerdict(accepted.doubt, -1000, false)).toBe('accepted');
});

it('where nothing else tells who spoke they are accepted from the person, and never wrong', () => {
  expect(digitVerdict(0, accepted.speakerRatio, true)).toBe('accepted');
  expect(digitVerdict(0, accepted.speakerRatio - 0.1, true)).toBe('unclear');
  expect(digitVerdict(0, Number.NaN, true)).toBe('unclear');
});

it('other digits are not bought by any speaker', () => {
  expect(digitVerdict(wrong.doubt + 0.1, 1000, true)).toBe('wrong');
  expect(digitVerdict((accepted.doubt + wrong.doubt) / 2, 1000, false)).toBe('unclear');
});

it('a doubt that is no number is not accepted', () => {
  expect(digitVerdict(Number.NaN, 1000, false)).toBe('unclear');
});
