import sharp from 'sharp';
import { expect, it } from 'vitest';
import { seededRandom } from '@/lib/math/random';
import { fuzz, fuzzForLeaks, randomFile } from '@/lib/testing/fuzz';
import { sized } from '@/lib/testing/nightly';
import { mutated } from './fixtures/mutated';
import { decodeImage, MAX_SIDE } from './image';

const CASES = sized(10_000, 2_500);
/** What libvips keeps for the next pictures counts too, in bytes: 20 kB a picture would still show. */
const LIBVIPS = 100e6;
const EXPECTED = ['result', 'empty_media', 'unsupported_media', 'too_many_pixels', 'undecodable_media'];

async function decodeFrame(bytes: Uint8Array): Promise<void> {
  const { data, width, height } = await decodeImage(bytes);
  if (data.length !== width * height * 3) throw new Error(`${data.length} bytes for ${width} x ${height}`);
  if (Math.max(width, height) > MAX_SIDE) throw new Error(`${width} x ${height}`);
}

async function originals(): Promise<Buffer[]> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#888', noise } });
  return Promise.all([
    picture.clone().jpeg().toBuffer(),
    picture.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
    picture.clone().png().toBuffer(),
    picture.clone().png({ palette: true }).toBuffer(),
    picture.clone().webp().toBuffer(),
    picture.clone().webp({ lossless: true }).toBuffer(),
  ]);
}

it(`${CASES} changed pictures end in a frame or a typed error, each in bounded time and all in bounded memory`, {
  timeout: 120_000,
}, async () => {
  const random = seededRandom(4);
  const files = await originals();
  let i = 0;
  const next = () => mutated(files[i++ % files.length]!, random);
  const { failures, counts } = await fuzzForLeaks(CASES, next, decodeFrame, LIBVIPS);
  expect(failures).toEqual([]);
  expect([...counts.keys()].filter((outcome) => !EXPECTED.includes(outcome))).toEqual([]);
  expect(counts.get('result')).toBeGreaterThan(0);
  expect(counts.get('undecodable_media')).toBeGreaterThan(CASES / 4);
});

it('250 times random bytes after the right first ones end in a frame or a typed error', async () => {
  const random = seededRandom(3);
  expect((await fuzz(250, () => randomFile(random), decodeFrame)).failures).toEqual([]);
});
