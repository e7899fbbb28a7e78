import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { seededRandom } from '@/lib/math/random';
import { memoryGrowth } from '@/lib/testing/memory-growth';
import { mutated } from './fixtures/mutated';
import { decodeImage, MAX_SIDE } from './image';

const CASES = 10_000;
/** Microseconds of processor time, a hundred times what the slowest of these pictures takes and more. */
const HANG = 2e6;
const EXPECTED = ['empty_media', 'unsupported_media', 'too_many_pixels', 'undecodable_media'];

const originals: Buffer[] = [];
beforeAll(async () => {
  const picture = sharp({
    create: {
      width: 40,
      height: 30,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
  originals.push(
    await picture.clone().jpeg().toBuffer(),
    await picture.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
    await picture.clone().png().toBuffer(),
    await picture.clone().png({ palette: true }).toBuffer(),
    await picture.clone().webp().toBuffer(),
    await picture.clone().webp({ lossless: true }).toBuffer(),
  );
});

describe('ten thousand broken pictures', () => {
  it('are a frame or a typed error, each in bounded time and memory', { timeout: 120_000 }, async () => {
    const random = seededRandom(4);
    const outcomes = new Map<string, number>();
    let slowest = 0;
    let tried = 0;
    const { resident } = await memoryGrowth(async () => {
      for (let i = 0; i < CASES / 10; i++) {
        const original = originals[tried++ % originals.length]!;
        const bytes = mutated(original, random);
        const started = process.cpuUsage();
        const outcome = await decodeImage(bytes).then(
          ({ data, width, height }) => {
            expect(data.length).toBe(3 * width * height);
            expect(Math.max(width, height)).toBeLessThanOrEqual(MAX_SIDE);
            return 'frame';
          },
          (error: unknown) => asSesameError(error)?.code ?? `untyped: ${error}`,
        );
        const { user, system } = process.cpuUsage(started);
        slowest = Math.max(slowest, user + system);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    });
    expect([...outcomes.keys()].filter((outcome) => outcome !== 'frame' && !EXPECTED.includes(outcome))).toEqual([]);
    expect(outcomes.get('frame')).toBeGreaterThan(0);
    expect(outcomes.get('undecodable_media')).toBeGreaterThan(CASES / 4);
    expect(slowest).toBeLessThan(HANG);
    expect(resident).toBeLessThan(100e6);
  });
});
