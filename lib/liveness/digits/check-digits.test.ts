import { describe, expect, it } from 'vitest';
import { builtInDigitBackground } from '@/lib/testing/digit-background';
import { seededBytes } from '@/lib/testing/random-bytes';
import { inTurn, silence, together, tone, whiteNoise } from '@/lib/testing/signals';
import { saidDigits } from '@/lib/testing/voices/said-digits';
import { checkDigits, type DigitCheck } from './check-digits';
import { cutDigits } from './cut-digits';
import { planStrings } from './plan-strings';
import { decodeDigitTemplates, encodeDigitTemplates } from './template-codec';
import type { DigitTemplate } from './templates';

const plan = planStrings(seededBytes(4));
const enrolled = (speaker: number, gapMs: number): DigitTemplate[] => {
  const strings = plan.map((digits, take) => ({
    digits,
    audio: saidDigits(speaker, digits, { take, gapMs, seed: take }),
  }));
  return decodeDigitTemplates(encodeDigitTemplates(cutDigits(strings).templates));
};
const asked = [3, 1, 4, 1, 5, 9];
const templates = enrolled(1, 80);
const check = (audio: Float32Array, digits = asked): DigitCheck =>
  checkDigits(audio, digits, templates, builtInDigitBackground);
const ratioOf = (heard: DigitCheck): number =>
  'speakerRatio' in heard ? heard.speakerRatio : Number.NEGATIVE_INFINITY;
const said = (digits: readonly number[], speaker = 1, gapMs = 80): Float32Array =>
  saidDigits(speaker, digits, { take: 9, gapMs, seed: 5 });

describe('the digits that were asked for', () => {
  it.each([0, 80, 200])('are accepted with %i ms between them', (gapMs) => {
    expect(check(said(asked, 1, gapMs))).toMatchObject({ verdict: 'accepted', digits: asked });
  });

  it('are accepted where sign-up was in one breath', () => {
    const own = enrolled(2, 0);
    expect(checkDigits(said(asked, 2, 0), asked, own, builtInDigitBackground).verdict).toBe('accepted');
  });

  it('are accepted quietly, loudly, in noise, and with silence around', () => {
    const audio = said(asked);
    for (const heard of [
      audio.map((sample) => sample / 20),
      audio.map((sample) => 2 * sample),
      together(audio, whiteNoise(20, 0.02)),
      inTurn(silence(2), audio, silence(2)),
    ])
      expect(check(heard).verdict).toBe('accepted');
  });

  it('are accepted while others speak, before, after and in pauses too', () => {
    const audio = inTurn(silence(0.5), said(asked.slice(0, 3)), silence(0.5), said(asked.slice(3)), silence(0.5));
    const others = [11, 12, 13, 14, 15].map((speaker) =>
      said([7, 0, 6, 8, 2, 0, 7, 3, 8, 6, 2, 7, 0, 6, 5, 4], speaker, 0).map((sample) => 0.1 * sample),
    );
    expect(check(together(audio, ...others).slice(0, audio.length))).toMatchObject({
      digits: asked,
      verdict: 'accepted',
    });
  });
});

describe('anything else', () => {
  it('is wrong: other digits', () => {
    for (const digits of [
      [2, 7, 1, 8, 2, 8],
      [9, 5, 1, 4, 1, 3],
    ])
      expect(check(said(digits)).verdict).toBe('wrong');
  });

  it('is not accepted: one other digit', () => {
    for (let place = 0; place < asked.length; place++)
      expect(check(said(asked.with(place, [7, 8, 0, 6, 2, 0][place] as number))).verdict).not.toBe('accepted');
  });

  it('has a lower ratio of the speaker: others who say the right digits', () => {
    // Lower, and no more than that: made-up voices are alike, and most of them pass. The voice model decides about strangers.
    const own = ratioOf(check(said(asked)));
    for (let stranger = 11; stranger < 17; stranger++) expect(ratioOf(check(said(asked, stranger)))).toBeLessThan(own);
  });

  it('is not accepted: fewer digits, more digits, and the digits backwards', () => {
    for (const audio of [said(asked.slice(0, 3)), said([...asked, 2, 7, 0]), said(asked).toReversed()])
      expect(check(audio).verdict).not.toBe('accepted');
  });

  it('is not accepted: eight seconds of speech that is no digits', () => {
    const speech = said([7, 0, 6, 8, 2, 0, 7, 3, 8, 6, 2, 7, 0, 6]);
    expect(check(speech.slice(0, 128_000)).verdict).not.toBe('accepted');
  });
});

describe('what is no speech', () => {
  it.each([
    ['nothing', silence(0), 'no_speech'],
    ['silence', silence(4), 'no_speech'],
    ['noise', whiteNoise(4), 'no_speech'],
    ['a tone', tone(4, 300), 'no_speech'],
    ['a click', inTurn(silence(2), whiteNoise(0.05, 0.9), silence(2)), 'no_speech'],
    ['values that are no numbers', new Float32Array(64_000).fill(Number.NaN), 'not_finite'],
    ['a value that is infinite', said(asked).with(5000, Number.POSITIVE_INFINITY), 'not_finite'],
    ['a minute of sound', whiteNoise(60), 'too_long'],
  ])('is unclear: %s', (_, audio, problem) => {
    expect(check(audio)).toEqual({ verdict: 'unclear', problem });
  });

  it('is not accepted: a tone that comes and goes', () => {
    const beeps = inTurn(...asked.flatMap((digit) => [tone(0.3, 300 + 100 * digit), silence(0.1)]));
    expect(check(beeps).verdict).not.toBe('accepted');
  });
});

it('digits without a template are a mistake of the caller', () => {
  expect(() => check(said(asked), [])).toThrow(RangeError);
  expect(() => check(said(asked), [10])).toThrow(RangeError);
});
