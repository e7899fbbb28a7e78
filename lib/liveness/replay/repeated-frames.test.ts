import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { gaussian, seededRandom } from '@/lib/math/random';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { frameDistance } from './frame-distance';
import { frameThumbnail } from './frame-thumbnail';
import { areRepeatedFrames, burstVariety, REPEATED_BELOW, showsEarlierFrame } from './repeated-frames';

const LIVE = join(process.cwd(), '../shared/fixtures/presentations/live');

const WIDTH = 360;
const HEIGHT = 270;

/** A bright head with dark eyes before a wall, so many pixels to the side, with noise of a sensor. */
function frameOf(shift: number, seed: number): Frame {
  const random = seededRandom(seed);
  const data = new Uint8Array(3 * WIDTH * HEIGHT);
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 3) {
      const fromMiddle = Math.hypot((x - WIDTH / 2 - shift) / 70, (y - HEIGHT / 2) / 95);
      const eye = Math.min(
        Math.hypot(x - WIDTH / 2 - shift - 28, y - 110),
        Math.hypot(x - WIDTH / 2 - shift + 28, y - 110),
      );
      const light = fromMiddle > 1 ? 60 + x / 6 : eye < 10 ? 40 : 180 - 20 * fromMiddle;
      data.fill(Math.round(light + 2 * gaussian(random)), at, at + 3);
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

const still = frameOf(0, 1);
const thumbnail = frameThumbnail(still);
const picture = () => sharp(still.data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });

describe('a frame that is handed in again', () => {
  it.each<[string, () => Sharp]>([
    ['as it was', () => picture().png()],
    ['as a JPEG of quality 80', () => picture().jpeg({ quality: 80 })],
    ['darker', () => picture().linear(0.9, 0).jpeg({ quality: 90 })],
    ['mirrored', () => picture().flop().jpeg({ quality: 90 })],
  ])('is known again %s', async (_, disguise) => {
    const again = frameThumbnail(await decodeImage(await disguise().toBuffer()));
    expect(frameDistance(thumbnail, again)).toBeLessThan(REPEATED_BELOW);
    expect(showsEarlierFrame([frameThumbnail(frameOf(9, 2)), again], [thumbnail])).toBe(true);
  });

  it('is not another one in which the head has moved by two pixels', () => {
    const moved = frameThumbnail(frameOf(2, 2));
    expect(frameDistance(thumbnail, moved)).toBeGreaterThan(REPEATED_BELOW);
    expect(showsEarlierFrame([moved], [thumbnail])).toBe(false);
  });
});

describe('a burst', () => {
  const moving = [0, 2, 5, 3, 8, 12, 9, 15].map((shift, i) => frameThumbnail(frameOf(shift, 10 + i)));

  it('of somebody who moves is one', () => {
    expect(areRepeatedFrames(moving)).toBe(false);
  });

  it('of equal frames is none', () => {
    expect(areRepeatedFrames(Array.from({ length: 8 }, () => thumbnail.slice()))).toBe(true);
  });

  it('of two frames in turn is none, nor of one frame and another at the end', () => {
    const [first, second] = moving as [Uint16Array, Uint16Array];
    expect(areRepeatedFrames([0, 1, 0, 1, 0, 1, 0, 1].map((i) => (i ? second : first).slice()))).toBe(true);
    expect(areRepeatedFrames([...Array.from({ length: 7 }, () => first.slice()), second])).toBe(true);
  });

  it('of one frame has nothing to be compared with', () => {
    expect(burstVariety([thumbnail])).toBe(Number.POSITIVE_INFINITY);
    expect(burstVariety([])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('thumbnails', () => {
  it('are mean levels, whatever the size', () => {
    const flat = { data: new Uint8Array(3 * 50 * 31).fill(100), width: 50, height: 31 };
    expect(frameThumbnail(flat)).toEqual(new Uint16Array(32 * 24).fill(25_600));
  });

  it('of flat frames are equal', () => {
    const flat = frameThumbnail({ data: new Uint8Array(3 * 64 * 48).fill(90), width: 64, height: 48 });
    expect(frameDistance(flat, flat)).toBe(0);
    expect(frameDistance(thumbnail, flat)).toBe(0);
  });
});

describe.skipIf(!existsSync(LIVE))('real frames (needs ../shared/fixtures/presentations)', () => {
  it('of people before a webcam are bursts, and one of them eight times is none', async () => {
    for (const presentation of (await readdir(LIVE)).slice(0, 8)) {
      const folder = join(LIVE, presentation);
      const frames = await Promise.all(
        (await readdir(folder))
          .sort()
          .map(async (name) => frameThumbnail(await decodeImage(await readFile(join(folder, name))))),
      );
      expect(areRepeatedFrames(frames), presentation).toBe(false);
      expect(areRepeatedFrames(Array.from({ length: 8 }, () => frames[0]!.slice())), presentation).toBe(true);
    }
  });
});
