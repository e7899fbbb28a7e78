import { describe, expect, it } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { ffmpegPrograms } from './ffmpeg';
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
    expect(level(await decodeSound(fixture('tone-11k-opus.webm')))).toBeLessThan(0.5 / Math.SQRT2 / 1_000);
  });

  it('decodes one millisecond', async () => {
    expect(await decodeSound(wav(tone(1_000, 16_000, 0.001)))).toHaveLength(16);
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

describe.skipIf(!ffmpegPrograms().length)('decodeSound with ffmpeg', () => {
  it.each(['tone-aac.mp4', 'tone-aac-fragmented.mp4', 'tone-vorbis.ogg', 'tone-vorbis.webm'])('decodes %s', (name) =>
    expectTone(name, 1),
  );
});
