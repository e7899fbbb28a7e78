import { describe, expect, it, vi } from 'vitest';
import type { Audio } from './audio';
import { fixture } from './fixtures/tone';
import { concatenate } from './pcm';
import { decodeSound } from './sound';
import { type SoundStream, type StreamEncoding, soundStream } from './sound-stream';

async function decoded(stream: SoundStream, pieces: Iterable<Uint8Array>): Promise<Audio> {
  const audio: Audio[] = [];
  for (const piece of pieces) for await (const part of stream.decode(piece)) audio.push(part);
  audio.push(stream.end());
  stream.free();
  return concatenate(audio);
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const refused = (encoding: StreamEncoding, bytes: Uint8Array, size = 1_000): Promise<Audio> =>
  decoded(soundStream(encoding, 60), pieces(bytes, size));

const farthest = (a: Audio, b: Audio): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);

describe('a WebM recording that is still arriving', () => {
  it.each([1, 7, 1_000, 100_000])('is decoded as the whole one, %i bytes at a time', async (size) => {
    const file = fixture('chromium-recording.webm');
    const expected = await decodeSound(file);
    const audio = await decoded(soundStream('webm', 60), pieces(file, size));
    expect(audio.length).toBe(expected.length);
    expect(farthest(audio, expected)).toBeLessThan(1e-5);
  });

  it.each([
    ['PCM', Buffer.alloc(4_000)],
    ['text', Buffer.from('GET / HTTP/1.1\r\n'.repeat(100))],
    ['another container', fixture('tone-opus.ogg')],
    ['the end of a recording without its beginning', fixture('tone-opus.webm').subarray(500)],
    ['a header that never ends', Buffer.from(`1a45dfa3${'00'.repeat(100)}`, 'hex')],
    ['an element larger than any packet', Buffer.from('1a45dfa38018538067ff1f43b675ffa31ffffffe', 'hex')],
    ['sound before its track', Buffer.from('1a45dfa38018538067ff1f43b675ffa38481000000', 'hex')],
  ])('is refused when it is %s', async (_, bytes) => {
    await expect(refused('webm', bytes)).rejects.toMatchObject({ code: 'undecodable_media' });
  });

  it('is refused when its codec is another', async () => {
    await expect(refused('webm', fixture('tone-vorbis.webm'))).rejects.toMatchObject({ code: 'unsupported_media' });
  });

  it('is refused when it is broken in the middle, whatever the damage', async () => {
    // The package reports what libopus says.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const whole = fixture('chromium-recording.webm');
    for (let seed = 1; seed <= 60; seed++) {
      const bytes = Buffer.from(whole);
      for (let i = 0; i < 8; i++) bytes[(seed * 7_919 + i * 104_729) % bytes.length] = (seed * 31 + i * 57) % 256;
      await refused('webm', bytes, 777).catch((error) => expect(error).toMatchObject({ name: 'SesameError' }));
    }
  });

  it('ends where the allowed time ends, before anything of the rest is decoded', async () => {
    const stream = soundStream('webm', 0.1);
    await expect(decoded(stream, [fixture('chromium-recording.webm')])).rejects.toMatchObject({
      code: 'recording_too_long',
    });
  });

  it('stops when it is freed in the middle', async () => {
    const stream = soundStream('webm', 60);
    let parts = 0;
    for await (const _ of stream.decode(fixture('chromium-recording.webm'))) {
      parts++;
      stream.free();
    }
    expect(parts).toBe(1);
  });
});

describe('PCM that is still arriving', () => {
  const samples = Int16Array.from({ length: 50_000 }, (_, i) => ((i * 7_919) % 65_536) - 32_768);
  const bytes = new Uint8Array(samples.buffer);

  it.each([1, 3, 3_201, 100_000])('is the same samples, %i bytes at a time', async (size) => {
    const audio = await decoded(soundStream('pcm16', 60), pieces(bytes, size));
    expect(audio.length).toBe(samples.length);
    expect(audio.every((value, i) => value === (samples[i] as number) / 32_768)).toBe(true);
  });

  it('leaves half a sample at the end out', async () => {
    expect((await decoded(soundStream('pcm16', 60), [bytes.subarray(0, 4_001)])).length).toBe(2_000);
  });

  it('ends where the allowed time ends', async () => {
    await expect(decoded(soundStream('pcm16', 3), [bytes])).rejects.toMatchObject({ code: 'recording_too_long' });
  });
});
