import { describe, expect, it, vi } from 'vitest';
import { seededBytes } from '@/lib/testing/random-bytes';
import { silence, tone, whiteNoise } from '@/lib/testing/signals';
import { saidDigits } from '@/lib/testing/voices/said-digits';
import { cutDigits, type SaidString } from './cut-digits';
import { planStrings } from './plan-strings';
import { LEAST_ROWS } from './templates';

const plan = planStrings(seededBytes(1));
const said = (speaker: number, gapMs: number): SaidString[] =>
  plan.map((digits, take) => ({ digits, audio: saidDigits(speaker, digits, { take, gapMs, seed: take }) }));

// Cutting takes half a second of processor time, and machines are shared.
vi.setConfig({ testTimeout: 120_000 });

describe('strings of digits', () => {
  it.each([0, 80, 200])('are cut with %i ms between the digits, and nothing is to be said again', (gapMs) => {
    for (const speaker of [1, 2, 3]) {
      const { templates, quality, again, cuts } = cutDigits(said(speaker, gapMs));
      expect(again).toEqual([]);
      expect(templates.map(({ digit }) => digit)).toEqual(plan.flat());
      for (const value of quality) expect(value).toBeGreaterThan(0.1);
      for (const string of cuts) {
        string.forEach(({ from, to }, i) => {
          expect(to - from).toBeGreaterThanOrEqual(LEAST_ROWS);
          expect(from).toBeGreaterThanOrEqual(string[i - 1]?.to ?? 0);
        });
      }
    }
  });

  it('are cut where the digits are', () => {
    // Words are half a second long, and the pauses are longer than any of them is uncertain.
    const { cuts } = cutDigits(said(1, 400));
    const alone = saidDigits(1, plan[0]!.slice(0, 1), { take: 0, gapMs: 400, seed: 0 });
    const length = alone.length / 320 - 30;
    expect(Math.abs((cuts[0]?.[0]?.from ?? 0) - 15)).toBeLessThan(5);
    expect(Math.abs((cuts[0]?.[0]?.to ?? 0) - 15 - length)).toBeLessThan(5);
  });

  it('are said again where other digits were said than asked', () => {
    const strings = said(1, 80);
    const wrong = [...plan[2]!].reverse();
    const { again, quality } = cutDigits(
      strings.with(2, { digits: plan[2]!, audio: saidDigits(1, wrong, { take: 2, gapMs: 80 }) }),
    );
    expect(again).toContain(2);
    expect(Math.min(...quality)).toBeLessThan(0);
  });

  it.each([
    ['silence', silence(3)],
    ['nothing', silence(0)],
    ['noise', whiteNoise(3)],
    ['a tone', tone(3, 440)],
    ['values that are no numbers', new Float32Array(48_000).fill(Number.NaN)],
    ['a minute', saidDigits(1, new Array(100).fill(3))],
  ])('are said again where there is %s', (_, audio) => {
    const { again } = cutDigits(said(1, 80).with(1, { digits: plan[1]!, audio }));
    expect(again).toEqual([1]);
  });

  it('are all said again where nobody spoke', () => {
    const { again, templates } = cutDigits(plan.map((digits) => ({ digits, audio: silence(2) })));
    expect(again).toEqual([0, 1, 2, 3]);
    expect(templates).toEqual([]);
  });
});
