import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { fuzz, fuzzForLeaks, HELD, LEAK, randomFile } from '@/lib/testing/fuzz';
import { memoryGrowth } from '@/lib/testing/memory-growth';
import { sized } from '@/lib/testing/nightly';
import { mutated } from './fixtures/mutated';
import { fixture, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { decodeSound } from './sound';

// ffmpeg is left out: what it gets is tested in a process of its own.
const decodeInProcess = async (bytes: Uint8Array): Promise<void> => {
  for (const value of await decodeSound(bytes, { ffmpeg: [] })) {
    if (!(value >= -1 && value <= 1)) throw new Error(`a sample of ${value}`);
  }
};

const names = readdirSync(join(import.meta.dirname, 'fixtures'));
const soundsOf = (type: string) => names.filter((name) => name.endsWith(`.${type}`)).map(fixture);
const waves = [
  wav(tone(1_000, 8_000, 0.05), { rate: 8_000, bits: 8 }),
  wav(tone(1_000, 48_000, 0.02), { rate: 48_000, bits: 24, channels: 2, extensible: true }),
  wav(tone(1_000, 16_000, 0.05), { bits: 32, float: true, junkBytes: 9 }),
];

describe('thousands of broken files', () => {
  beforeEach(() => {
    // The WebAssembly decoders report what they refuse.
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it.each([
    { type: 'webm', count: sized(1_000, 200) },
    { type: 'ogg', count: sized(1_000, 200) },
    { type: 'mp4', count: sized(1_500, 300) },
    { type: 'flac', count: sized(2_000, 300) },
    { type: 'mp3', count: sized(300, 100) },
    { type: 'wav', count: 2_200 },
  ])(
    '$count changed $type files end in samples or a typed error',
    {
      timeout: 300_000,
    },
    async ({ type, count }) => {
      const random = seededRandom(count);
      const files = type === 'wav' ? waves : soundsOf(type);
      const next = () => mutated(files[Math.floor(random() * files.length)]!, random);
      expect((await fuzzForLeaks(count, next, decodeInProcess)).failures).toEqual([]);
    },
  );

  it('250 times random bytes after the right first ones end in a typed error or a result', async () => {
    const random = seededRandom(2);
    expect((await fuzz(250, () => randomFile(random), decodeInProcess)).failures).toEqual([]);
  });
});

describe('memory', () => {
  it.each(['tone-opus.webm', 'tone-44k.mp3', 'tone-16k.flac'])(
    'does not grow while %s is decoded 200 times',
    async (name) => {
      const bytes = fixture(name);
      const { held, resident } = await memoryGrowth(async () => {
        for (let i = 0; i < 20; i++) await decodeSound(bytes);
      });
      expect(held).toBeLessThan(HELD);
      expect(resident).toBeLessThan(LEAK / 2);
    },
  );
});
