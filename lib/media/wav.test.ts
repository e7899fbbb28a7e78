import { describe, expect, it } from 'vitest';
import { amplitudeAt, level, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { whole } from './fixtures/whole';
import { resample } from './resample';
import { decodeWav } from './wav';

const decoded = (bytes: Uint8Array, maxSeconds = 60) => whole(decodeWav(bytes, maxSeconds));
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
  ])('reads samples as they were written: %o', async ({ error, ...options }) => {
    const expected = sine(16_000);
    const { samples, rate } = await decoded(wav(expected, options));
    expect(rate).toBe(16_000);
    expect(samples).toHaveLength(expected.length);
    expect(Math.max(...samples.map((value, n) => Math.abs(value - expected[n]!)))).toBeLessThanOrEqual(error);
  });

  it.each([1, 2, 3, 6, 8])('mixes %i channels down to their mean', async (channels) => {
    const { samples } = await decoded(wav(sine(16_000), { channels }));
    expect(samples).toHaveLength(3_200);
    expect(level(samples)).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  it.each([8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000])('keeps a tone at %i Hz', async (rate) => {
    const pcm = await decoded(wav(sine(rate), { rate }));
    const samples = resample(pcm.samples, pcm.rate);
    expect(amplitudeAt(samples, 1_000)).toBeCloseTo(0.5, 2);
  });

  it('skips chunks that it does not know, of odd size too', async () => {
    expect((await decoded(wav(sine(16_000), { junkBytes: 27 }))).samples).toHaveLength(3_200);
  });

  it.each([0, 0xffffffff, 0xfffffff0, 4_000_000_000])(
    'goes by the bytes that are there when %d are claimed',
    async (claimed) => {
      expect((await decoded(wav(sine(16_000), { claimedBytes: claimed }))).samples).toHaveLength(3_200);
    },
  );

  it('reads the 64-bit form', async () => {
    const bytes = wav(sine(16_000), { claimedBytes: 0xffffffff, junkBytes: 28 });
    bytes.set(Buffer.from('RF64'));
    expect((await decoded(bytes)).samples).toHaveLength(3_200);
  });

  it('checks the length before it reads samples', async () => {
    const second = wav(new Float32Array(16_000));
    expect((await decoded(second, 1)).samples).toHaveLength(16_000);
    await expect(decodeWav(second, 0.99).next()).rejects.toThrow('recording_too_long');
  });

  it.each([
    ['0 Hz', { rate: 0 }],
    ['1 MHz', { rate: 1_000_000 }],
    ['4 GHz', { rate: 0xffffffff }],
    ['no channels', { channels: 0 }],
    ['32 channels', { channels: 32 }],
  ])('refuses %s', async (_, options) => {
    await expect(decoded(wav(new Float32Array(64), options))).rejects.toThrow('undecodable_media');
  });

  it('refuses formats that it does not know', async () => {
    for (const [at, value] of [
      [20, 2],
      [20, 6],
      [34, 12],
      [34, 0],
      [34, 255],
    ] as const) {
      const bytes = wav(sine(16_000));
      bytes[at] = value;
      await expect(decoded(bytes)).rejects.toThrow('undecodable_media');
    }
  });

  it('refuses a file without format or samples, and one that ends in its header', async () => {
    const bytes = wav(sine(16_000));
    for (const length of [0, 11, 12, 19, 30, 36, 43]) {
      await expect(decoded(bytes.subarray(0, length)), String(length)).rejects.toThrow('undecodable_media');
    }
    const noFormat = bytes.slice();
    noFormat.set(Buffer.from('LIST'), 12);
    await expect(decoded(noFormat)).rejects.toThrow('undecodable_media');
  });
});
