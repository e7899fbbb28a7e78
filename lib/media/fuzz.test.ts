import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { seededRandom } from '@/lib/math/random';
import { memoryGrowth } from '@/lib/testing/memory-growth';
import { mutated } from './fixtures/mutated';
import { fixture, tone } from './fixtures/tone';
import { wav } from './fixtures/wav';
import { decodeImage } from './image';
import { decodeSound } from './sound';

/** Most CPU time that one case may take, in seconds: a hang, not a slow machine. */
const HANG = 2;

/** Most memory that half of thousands of cases may leave behind, in bytes. */
const LEAK = 48 * 1024 * 1024;
/** The same of what JavaScript holds, which is counted exactly. */
const HELD = 4 * 1024 * 1024;

type Decode = (bytes: Uint8Array) => Promise<unknown>;

// ffmpeg is left out: what it gets is tested in a process of its own.
const decodeInProcess: Decode = async (bytes) => {
  for (const value of await decodeSound(bytes, { ffmpeg: [] })) {
    if (!(value >= -1 && value <= 1)) throw new Error(`a sample of ${value}`);
  }
};
const decodeFrame: Decode = async (bytes) => {
  const { data, width, height } = await decodeImage(bytes);
  if (data.length !== width * height * 3) throw new Error(`${data.length} bytes for ${width} x ${height}`);
};

const names = readdirSync(join(import.meta.dirname, 'fixtures'));
const soundsOf = (type: string) => names.filter((name) => name.endsWith(`.${type}`)).map(fixture);
const waves = [
  wav(tone(1_000, 8_000, 0.05), { rate: 8_000, bits: 8 }),
  wav(tone(1_000, 48_000, 0.02), { rate: 48_000, bits: 24, channels: 2, extensible: true }),
  wav(tone(1_000, 16_000, 0.05), { bits: 32, float: true, junkBytes: 9 }),
];
const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
const picture = sharp({ create: { width: 32, height: 24, channels: 3, background: 'grey', noise } });
const pictures = Promise.all([
  picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  picture.clone().jpeg({ progressive: true }).toBuffer(),
  picture.clone().png().toBuffer(),
  picture.clone().webp().toBuffer(),
]);

/** The first bytes of every type, so that random bytes get past the door. */
const magics = [
  'ffd8ffe0',
  '89504e470d0a1a0a0000000d49484452',
  '524946460000000057454250565038',
  '524946460000000057415645666d7420',
  '1a45dfa39f4282847765626d',
  '000000206674797069736f6d',
  '4f67675300020000',
  '664c614300000022',
  '494433040000',
  'fffb90c4',
].map((hex) => Buffer.from(hex, 'hex'));

/** Decodes `count` cases; gives what went wrong, which is nothing when all of them ended in a result or a typed error. */
async function fuzz(count: number, next: () => Uint8Array, decode: Decode): Promise<string[]> {
  const failures: string[] = [];
  for (let i = 0; i < count; i++) {
    const bytes = next();
    const before = process.cpuUsage();
    await decode(bytes).catch((error) => {
      if (!asSesameError(error)) failures.push(`case ${i}: ${error}`);
    });
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 > HANG) failures.push(`case ${i}: ${(user + system) / 1e6} s`);
  }
  return failures;
}

/** The same cases, which must not leave memory behind either. */
async function fuzzForLeaks(count: number, next: () => Uint8Array, decode: Decode): Promise<string[]> {
  const failures: string[] = [];
  const { held, resident } = await memoryGrowth(async () => {
    failures.push(...(await fuzz(count / 10, next, decode)));
  });
  if (held > HELD) failures.push(`${held} bytes held`);
  if (resident > LEAK) failures.push(`${resident} bytes resident`);
  return failures;
}

describe('ten thousand broken files', () => {
  beforeEach(() => {
    // The WebAssembly decoders report what they refuse.
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it.each([
    { type: 'webm', count: 1_000 },
    { type: 'ogg', count: 1_000 },
    { type: 'mp4', count: 1_500 },
    { type: 'flac', count: 2_000 },
    { type: 'mp3', count: 300 },
    { type: 'wav', count: 2_200 },
  ])('$count changed $type files end in samples or a typed error', async ({ type, count }) => {
    const random = seededRandom(count);
    const files = type === 'wav' ? waves : soundsOf(type);
    const next = () => mutated(files[Math.floor(random() * files.length)]!, random);
    expect(await fuzzForLeaks(count, next, decodeInProcess)).toEqual([]);
  });

  it('1500 changed pictures end in a frame or a typed error', async () => {
    const random = seededRandom(1);
    const files = await pictures;
    const next = () => mutated(files[Math.floor(random() * files.length)]!, random);
    expect(await fuzzForLeaks(1_500, next, decodeFrame)).toEqual([]);
  });

  it('500 times random bytes after the right first ones end in a typed error or a result', async () => {
    const random = seededRandom(2);
    const next = () => {
      const rest = Uint8Array.from({ length: Math.floor(random() * 4_000) }, () => random() * 256);
      return new Uint8Array(Buffer.concat([magics[Math.floor(random() * magics.length)]!, rest]));
    };
    expect(await fuzz(250, next, decodeInProcess)).toEqual([]);
    expect(await fuzz(250, next, decodeFrame)).toEqual([]);
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
