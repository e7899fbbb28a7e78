import { describe, expect, it } from 'vitest';
import { amplitudeAt, level, tone } from './fixtures/tone';
import { canResample, resample } from './resample';

const rates = [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000];
const decibels = (ratio: number) => 20 * Math.log10(ratio);

describe.each(rates)('resample from %i Hz', (rate) => {
  const nyquist = Math.min(rate, 16_000) / 2;

  it('keeps tones of the pass band where and as loud as they were, to within 60 dB', () => {
    for (const part of [0.01, 0.1, 0.3, 0.5, 0.7, 0.89]) {
      const hertz = part * nyquist;
      const output = resample(tone(hertz, rate, 0.5), rate);
      const expected = tone(hertz, 16_000, output.length / 16_000);
      const error = output.map((value, n) => value - expected[n]!);
      expect(decibels(level(error) / level(expected)), `${hertz} Hz`).toBeLessThan(-60);
    }
  });

  it('makes one sample for each sixteen-thousandth of a second, the last one begun included', () => {
    for (const length of [0, 1, 2, 7, 100, 441, 1_001]) {
      expect(resample(new Float32Array(length), rate)).toHaveLength(Math.ceil((length * 16_000) / rate));
    }
  });

  it('keeps an impulse at its time', () => {
    const input = new Float32Array(rate);
    input[0.4 * rate] = 1;
    const output = resample(input, rate);
    expect(output.indexOf(Math.max(...output))).toBe(6_400);
  });
});

describe('resample', () => {
  it.each(rates.filter((rate) => rate > 16_000))('lets no tone above 8 kHz through from %i Hz: 60 dB down', (rate) => {
    for (let hertz = 8_020; hertz < rate / 2; hertz += (rate / 2 - 8_000) / 25) {
      const output = resample(tone(hertz, rate, 0.25), rate);
      expect(decibels(level(output) / (0.5 / Math.SQRT2)), `${hertz} Hz`).toBeLessThan(-60);
    }
  });

  it.each(rates.filter((rate) => rate < 16_000))('makes no images of tones from %i Hz: 60 dB down', (rate) => {
    for (const hertz of [0.25 * rate, 0.4 * rate, 0.45 * rate]) {
      const output = resample(tone(hertz, rate, 1), rate);
      expect(decibels(amplitudeAt(output, rate - hertz) / 0.5), `${hertz} Hz`).toBeLessThan(-60);
    }
  });

  it('gives a copy of samples that are at 16 kHz already', () => {
    const input = tone(440, 16_000, 0.01);
    const output = resample(input, 16_000);
    expect(output).toEqual(input);
    expect(output.buffer).not.toBe(input.buffer);
  });

  it.each([0, 1, 7_999, 96_001, 1_000_000, 44_099, 48_032, 8_000.5, Number.NaN, -16_000])('refuses %d Hz', (rate) => {
    expect(canResample(rate)).toBe(false);
    expect(() => resample(new Float32Array(10), rate)).toThrow(RangeError);
  });
});
