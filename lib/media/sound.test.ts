import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { seededRandom } from '@/lib/math/random';
import { ffmpegPrograms } from './ffmpeg';
import { mutated } from './fixtures/mutated';
import { amplitudeAt, fixture, level, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { decodeSound } from './sound';

const withoutFfmpeg: Record<string, number> = {
  'tone-opus.webm': 1,
  'tone-opus-stereo.webm': 1,
  'tone-opus.ogg': 1,
  'tone-opus.mp4': 1,
  'tone-44k.mp3': 1,
  'tone-24k-stereo.mp3': 1,
  'tone-16k.flac': 0.25,
  'tone-44k-stereo.flac': 0.2,
  'tone-24bit.flac': 0.1,
  'tone-left-side.flac': 0.1,
  'tone-side-right.flac': 0.1,
  'tone-mid-side.flac': 0.1,
  'tone-fixed.flac': 0.1,
};

async function expectTone(name: string, seconds: number): Promise<void> {
  const samples = await decodeSound(fixture(name));
  expect(Math.abs(samples.length / 16_000 - seconds), 'seconds').toBeLessThan(0.03);
  const amplitude = amplitudeAt(samples, 1_000);
  // MP3 at low rates is 5 % quieter: the encoder scales it.
  expect(amplitude).toBeGreaterThan(0.46);
  expect(amplitude).toBeLessThan(0.52);
  expect(level(samples) * Math.SQRT2, 'nothing but the tone').toBeLessThan(amplitude * 1.02);
}

async function codeOf(bytes: Uint8Array, maxSeconds?: number): Promise<string | undefined> {
  return decodeSound(bytes, { maxSeconds }).then(
    () => undefined,
    (error) => asSesameError(error)?.code ?? String(error),
  );
}

describe('decodeSound', () => {
  it.each(Object.entries(withoutFfmpeg))('decodes %s in this process', expectTone);

  it('lets nothing of a tone through that 16 kHz cannot hold', async () => {
    expect(level(await decodeSound(fixture('tone-8300-hertz.webm')))).toBeLessThan(0.5 / Math.SQRT2 / 1_000);
  });

  it.each(['webm', 'mp4'])('decodes what Chromium recorded as %s', async (type) => {
    const samples = await decodeSound(fixture(`chromium-recording.${type}`));
    // The recorder needs a moment to start.
    expect(samples.length / 16_000).toBeGreaterThan(0.8);
    expect(samples.length / 16_000).toBeLessThan(1.1);
    expect(amplitudeAt(samples, 1_000)).toBeCloseTo(0.5, 2);
  });

  it('decodes one millisecond', async () => {
    expect(await decodeSound(wav(tone(1_000, 16_000, 0.001)))).toHaveLength(16);
  });

  it('cuts off what is louder than full scale, and refuses samples that are no numbers', async () => {
    const loud = await decodeSound(wav(tone(1_000, 16_000, 0.1, 40), { bits: 32, float: true }));
    expect([Math.min(...loud), Math.max(...loud)]).toEqual([-1, 1]);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const samples = tone(1_000, 48_000, 0.1);
      samples[100] = value;
      expect(await codeOf(wav(samples, { rate: 48_000, bits: 32, float: true }))).toBe('undecodable_media');
    }
  });

  it('refuses more than a minute unless told otherwise, whatever the file claims', async () => {
    const mp3 = Buffer.concat(Array.from({ length: 65 }, () => fixture('tone-44k.mp3')));
    expect(await codeOf(mp3)).toBe('recording_too_long');
    expect(await codeOf(fixture('silence-65-seconds.flac'))).toBe('recording_too_long');
    expect(await codeOf(fixture('silence-65-seconds.flac'), 70)).toBeUndefined();
    const minutes = wav(new Float32Array(8_000 * 65), { rate: 8_000, bits: 8, claimedBytes: 80 });
    expect(await codeOf(minutes)).toBeUndefined();
    expect(await codeOf(wav(new Float32Array(8_000 * 65), { rate: 8_000, bits: 8 }))).toBe('recording_too_long');
  });

  it('refuses nothing, and what is no sound', async () => {
    expect(await codeOf(new Uint8Array())).toBe('empty_media');
    expect(await codeOf(Buffer.from('#EXTM3U\nhttp://127.0.0.1/\n'))).toBe('unsupported_media');
    expect(await codeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('unsupported_media');
    expect(await codeOf(fixture('tone-alac.mp4'))).toBe('unsupported_media');
  });

  it('refuses a container without sound in it', async () => {
    expect(await codeOf(fixture('tone-opus.webm').subarray(0, 100))).toBe('undecodable_media');
    expect(await codeOf(fixture('tone-opus.ogg').subarray(0, 20))).toBe('undecodable_media');
    expect(await codeOf(fixture('tone-aac.mp4').subarray(0, 40))).toBe('undecodable_media');
  });

  it.each([...Object.keys(withoutFfmpeg)])('stops at the allowed length of %s', async (name) => {
    expect(await codeOf(fixture(name), 0.05)).toBe('recording_too_long');
  });
});

const hasFfmpeg = ffmpegPrograms().some((program) => spawnSync(program, ['-version']).status === 0);

describe.skipIf(!hasFfmpeg)('decodeSound with ffmpeg, where there is one', () => {
  it.each(['tone-aac.mp4', 'tone-aac-fragmented.mp4', 'tone-vorbis.ogg', 'tone-vorbis.webm'])('decodes %s', (name) =>
    expectTone(name, 1),
  );

  it('ends in samples or a typed error for 15 changed AAC recordings', async () => {
    const random = seededRandom(3);
    for (let i = 0; i < 15; i++) {
      const code = await codeOf(mutated(fixture('tone-aac.mp4'), random));
      expect([undefined, 'undecodable_media', 'unsupported_media', 'recording_too_long']).toContain(code);
    }
  });
});
