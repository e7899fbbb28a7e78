import { describe, expect, it } from 'vitest';
import { amplitudeAt, level, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { resample } from './resample';
import { decodeWav } from './wav';

const sine = (rate: number, seconds = 0.2) => tone(1_000, rate, seconds);

describe('decodeWav', () => {
  it.each([
    { bits: 8, error: 2 ** -7 },
    { bits: 16, error: 2 ** -15 },
    { bits: 24, error: 2 ** -23 },
    { bits: 32, error: 2 ** -23 },
    { bits: 32, float: true, error: 0 },
    { bits: 16, extensible: true, error: 2 ** -15 },
    { bits: 32, float: true, extensible: true, error: 0 },
  ])('reads samples as they were written: %o', ({ error, ...options }) => {
    const samples = sine(16_000);
    const decoded = decodeWav(wav(samples, options), 60);
    expect(decoded.rate).toBe(16_000);
    expect(decoded.samples).toHaveLength(samples.length);
    expect(Math.max(...decoded.samples.map((value, n) => Math.abs(value - samples[n]!)))).toBeLessThanOrEqual(error);
  });

  it.each([1, 2, 3, 6, 8])('mixes %i channels down to their mean', (channels) => {
    const { samples } = decodeWav(wav(sine(16_000), { channels }), 60);
    expect(samples).toHaveLength(3_200);
    expect(level(samples)).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  it.each([8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000])('keeps a tone at %i Hz', (rate) => {
    const decoded = decodeWav(wav(sine(rate), { rate }), 60);
    const samples = resample(decoded.samples, decoded.rate);
    expect(amplitudeAt(samples, 1_000)).toBeCloseTo(0.5, 2);
  });

  it('skips chunks that it does not know, of odd size too', () => {
    expect(decodeWav(wav(sine(16_000), { junkBytes: 27 }), 60).samples).toHaveLength(3_200);
  });

  it.each([0, 0xffffffff, 0xfffffff0, 4_000_000_000])(
    'goes by the bytes that are there when %d are claimed',
    (claimed) => {
      expect(decodeWav(wav(sine(16_000), { claimedBytes: claimed }), 60).samples).toHaveLength(3_200);
    },
  );

  it('reads the 64-bit form', () => {
    const bytes = wav(sine(16_000), { claimedBytes: 0xffffffff, junkBytes: 28 });
    bytes.set(Buffer.from('RF64'));
    expect(decodeWav(bytes, 60).samples).toHaveLength(3_200);
  });

  it('checks the length before it reads samples', () => {
    const second = wav(new Float32Array(16_000));
    expect(decodeWav(second, 1).samples).toHaveLength(16_000);
    expect(() => decodeWav(second, 0.99)).toThrow('recording_too_long');
  });

  it.each([
    ['0 Hz', { rate: 0 }],
    ['1 MHz', { rate: 1_000_000 }],
    ['4 GHz', { rate: 0xffffffff }],
    ['no channels', { channels: 0 }],
    ['32 channels', { channels: 32 }],
  ])('refuses %s', (_, options) => {
    expect(() => decodeWav(wav(new Float32Array(64), options), 60)).toThrow('undecodable_media');
  });

  it('refuses formats that it does not know', () => {
    for (const [at, value] of [
      [20, 2],
      [20, 6],
      [34, 12],
      [34, 0],
      [34, 255],
    ] as const) {
      const bytes = wav(sine(16_000));
      bytes[at] = value;
      expect(() => decodeWav(bytes, 60)).toThrow('undecodable_media');
    }
  });

  it('refuses a file without format or samples, and one that ends in its header', () => {
    const bytes = wav(sine(16_000));
    for (const length of [0, 11, 12, 19, 30, 36, 43]) {
      expect(() => decodeWav(bytes.subarray(0, length), 60), String(length)).toThrow('undecodable_media');
    }
    const noFormat = bytes.slice();
    noFormat.set(Buffer.from('LIST'), 12);
    expect(() => decodeWav(noFormat, 60)).toThrow('undecodable_media');
  });
});
