import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Audio } from './audio';
import { oggOpus } from './fixtures/ogg';
import { fixture, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { readOgg } from './ogg';
import { resample } from './resample';
import { decodeSound, decodeSoundInBlocks } from './sound';

const { decoders } = vi.hoisted(() => ({ decoders: { open: 0 } }));

type Freeable = new (...options: never[]) => { free(): void };

/** The same decoder, counted while it holds memory. */
function counted<T extends Freeable>(Decoder: T): T {
  return new Proxy(Decoder, {
    construct(target, options) {
      const decoder = Reflect.construct(target, options) as InstanceType<T>;
      const { free } = decoder;
      decoders.open++;
      decoder.free = () => {
        decoders.open--;
        free();
      };
      return decoder;
    },
  });
}

vi.mock('opus-decoder', async (original) => {
  const { OpusDecoder } = await original<typeof import('opus-decoder')>();
  return { OpusDecoder: counted(OpusDecoder as Freeable) };
});
vi.mock('mpg123-decoder', async (original) => {
  const { MPEGDecoder } = await original<typeof import('mpg123-decoder')>();
  return { MPEGDecoder: counted(MPEGDecoder as Freeable) };
});

const ofMinutes = (name: string) => Buffer.concat(Array.from({ length: 20 }, () => fixture(name)));
const recordings: [string, Uint8Array][] = [
  ['WAV', wav(tone(1_000, 44_100, 12), { rate: 44_100 })],
  ['FLAC', fixture('silence-65-seconds.flac')],
  ['MP3', ofMinutes('tone-44k.mp3')],
];

async function blocksOf(bytes: Uint8Array, maxSeconds = 70): Promise<Audio[]> {
  const blocks: Audio[] = [];
  for await (const block of decodeSoundInBlocks(bytes, { maxSeconds })) blocks.push(block);
  return blocks;
}

afterEach(() => {
  decoders.open = 0;
});

describe('a recording in blocks', () => {
  it.each(recordings)('comes a few seconds at a time from %s', async (_, bytes) => {
    const blocks = await blocksOf(bytes);
    expect(blocks.length).toBeGreaterThan(5);
    expect(Math.max(...blocks.map((block) => block.length))).toBeLessThan(5 * 16_000);
    const audio = await decodeSound(bytes, { maxSeconds: 70 });
    expect(audio).toHaveLength(blocks.reduce((length, block) => length + block.length, 0));
  });

  it('has no seams', async () => {
    const samples = tone(997, 44_100, 12.34);
    const audio = await decodeSound(wav(samples, { rate: 44_100, bits: 32, float: true }));
    expect(audio).toEqual(resample(samples, 44_100));
  });

  it('that turns out to be no sound ends in an error where it does', async () => {
    const samples = tone(1_000, 16_000, 10);
    samples[9 * 16_000] = Number.NaN;
    const blocks = decodeSoundInBlocks(wav(samples, { bits: 32, float: true }));
    expect((await blocks.next()).value).toHaveLength(16_000);
    const rest = async () => {
      for await (const _ of blocks);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'undecodable_media' });
  });

  it('that is too long is refused, before the first block where its length is known', async () => {
    await expect(decodeSoundInBlocks(wav(tone(1_000, 16_000, 12)), { maxSeconds: 11 }).next()).rejects.toMatchObject({
      code: 'recording_too_long',
    });
    await expect(blocksOf(fixture('silence-65-seconds.flac'), 60)).rejects.toMatchObject({
      code: 'recording_too_long',
    });
  });
});

describe('a decoder', () => {
  it.each(['tone-opus.webm', 'tone-opus.ogg', 'tone-opus.mp4', 'tone-44k.mp3'])(
    'of %s is given back at the end',
    async (name) => {
      await decodeSound(fixture(name));
      expect(decoders.open).toBe(0);
    },
  );

  it.each([
    ['Opus', oggOpus(Array.from({ length: 5 }, () => [...(readOgg(fixture('tone-opus.ogg'))?.packets ?? [])]).flat())],
    ['MP3', ofMinutes('tone-44k.mp3')],
  ])('of %s is given back when nobody wants the rest', async (_, bytes) => {
    for await (const block of decodeSoundInBlocks(bytes)) {
      expect(block.length).toBeGreaterThan(0);
      expect(decoders.open).toBe(1);
      break;
    }
    expect(decoders.open).toBe(0);
  });

  it('goes no further than it is asked', async () => {
    const samples = new Float32Array(50 * 16_000);
    const bytes = wav(samples, { bits: 32, float: true });
    const blocks = decodeSoundInBlocks(bytes);
    await blocks.next();
    // The rest of the file, changed after the first block was taken.
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, 0.5, true);
    let last = new Float32Array(0) as Audio;
    for await (const block of blocks) last = block;
    expect(last.at(-1)).toBe(0.5);
  });
});
