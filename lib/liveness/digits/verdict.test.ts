import { describe, expect, it } from 'vitest';
import { DIGIT_WEIGHTS, type DigitVerdict, digitVerdict } from './verdict';

const { accepted, wrong } = DIGIT_WEIGHTS;
/** The asked digits beyond doubt, by a voice and a ratio of so many nats. */
const said = (voiceRatio: number | undefined, ratio: number): DigitVerdict => digitVerdict(0, ratio, voiceRatio);

describe('the asked digits', () => {
  it('are accepted from the person, whom voice and digits find together', () => {
    expect(said(6, 3)).toBe('accepted');
    expect(said(1.5, 1)).toBe('accepted');
  });

  it('are asked for again where that says little, and wrong where it speaks against the person', () => {
    expect(said(1.5, 0)).toBe('unclear');
    expect(said(1.5, -2)).toBe('wrong');
  });

  it('never cost a clear voice more than a bounded ratio, and never buy a strange one', () => {
    expect(said(6, -1000)).toBe('accepted');
    expect(said(-4, 1000)).toBe('wrong');
  });

  it('are not accepted by a voice that is no number', () => {
    expect(said(Number.NaN, 3)).toBe('unclear');
  });

  it('are accepted by the ratio alone where no voice can be asked, and never wrong by it', () => {
    expect(said(undefined, accepted.speakerRatio)).toBe('accepted');
    expect(said(undefined, -1000)).toBe('unclear');
  });
});

it('other digits are not bought by any voice', () => {
  expect(digitVerdict(wrong.doubt + 0.1, 3, 10)).toBe('wrong');
  expect(digitVerdict((accepted.doubt + wrong.doubt) / 2, 3, 10)).toBe('unclear');
});
