import sharp, { type Color } from 'sharp';
import { describe, expect, it } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { pngBomb } from '@/lib/testing/png';
import type { Frame } from './frame';
import { decodeImage, MAX_SIDE } from './image';

const red = { r: 200, g: 30, b: 40 };
const solid = (width: number, height: number, background: Color = red) =>
  sharp({ create: { width, height, channels: 3, background } });

/** 60 x 40 with a blue top left quarter, so that every turn and mirroring shows. */
async function cornered(): Promise<Buffer> {
  const corner = await solid(30, 20, 'blue').png().toBuffer();
  return solid(60, 40)
    .composite([{ input: corner, top: 0, left: 0 }])
    .png()
    .toBuffer();
}

function pixel({ data, width }: Frame, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

function expectNear(actual: number[], expected: number[], tolerance = 6): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(tolerance);
}

async function codeOf(bytes: Uint8Array, limits = {}): Promise<string | undefined> {
  return decodeImage(bytes, limits).then(
    () => undefined,
    (error) => asSesameError(error)?.code ?? String(error),
  );
}

describe('decodeImage', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('decodes %s to interleaved RGB', async (format) => {
    const frame = await decodeImage(await solid(64, 48).toFormat(format).toBuffer());
    expect([frame.width, frame.height, frame.data.length]).toEqual([64, 48, 64 * 48 * 3]);
    expectNear(pixel(frame, 63, 47), [200, 30, 40]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('sets a picture with EXIF orientation %i upright', async (orientation) => {
    // The corner that holds the top left of the scene, by EXIF 2.3, 4.6.4 A.
    const blueAt = ['tl', 'tr', 'br', 'bl', 'tl', 'tr', 'br', 'bl'][orientation - 1]!;
    const bytes = await sharp(await cornered())
      .withMetadata({ orientation })
      .jpeg({ quality: 95 })
      .toBuffer();
    const frame = await decodeImage(bytes);
    const turned = orientation > 4;
    expect([frame.width, frame.height]).toEqual(turned ? [40, 60] : [60, 40]);
    const x = blueAt.endsWith('l') ? 3 : frame.width - 4;
    const y = blueAt.startsWith('t') ? 3 : frame.height - 4;
    expectNear(pixel(frame, x, y), [0, 0, 255], 20);
  });

  it('makes 8-bit sRGB of 16 bits, grey, CMYK and palettes', async () => {
    const sixteen = await solid(8, 8).toColourspace('rgb16').png().toBuffer();
    expectNear(pixel(await decodeImage(sixteen), 4, 4), [200, 30, 40]);
    const grey = await solid(8, 8, { r: 90, g: 90, b: 90 }).toColourspace('b-w').jpeg().toBuffer();
    expectNear(pixel(await decodeImage(grey), 4, 4), [90, 90, 90]);
    const greySixteen = await solid(8, 8, { r: 90, g: 90, b: 90 }).toColourspace('grey16').png().toBuffer();
    expectNear(pixel(await decodeImage(greySixteen), 4, 4), [90, 90, 90]);
    const cmyk = await solid(8, 8).toColourspace('cmyk').jpeg().toBuffer();
    expectNear(pixel(await decodeImage(cmyk), 4, 4), [200, 30, 40], 30);
    const palette = await solid(8, 8).png({ palette: true }).toBuffer();
    expectNear(pixel(await decodeImage(palette), 4, 4), [200, 30, 40]);
  });

  it('lays what is transparent on black', async () => {
    const half = await sharp({ create: { width: 8, height: 8, channels: 4, background: { ...red, alpha: 0.5 } } })
      .png()
      .toBuffer();
    const frame = await decodeImage(half);
    expect(frame.data).toHaveLength(8 * 8 * 3);
    expectNear(pixel(frame, 4, 4), [100, 15, 20]);
  });

  it('takes the first picture of an animated WebP', async () => {
    const pages = await Promise.all(['red', 'blue'].map((colour) => solid(16, 16, colour).png().toBuffer()));
    const animated = await sharp(pages, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer();
    const frame = await decodeImage(animated);
    expect([frame.width, frame.height]).toEqual([16, 16]);
    expectNear(pixel(frame, 8, 8), [255, 0, 0]);
  });

  it('decodes a single pixel', async () => {
    expect(await decodeImage(await solid(1, 1).png().toBuffer())).toMatchObject({ width: 1, height: 1 });
  });

  it('reduces a large picture to its longest side and leaves a small one alone', async () => {
    const large = await decodeImage(await solid(2_560, 1_440).jpeg().toBuffer());
    expect([large.width, large.height]).toEqual([MAX_SIDE, 720]);
    const upright = await decodeImage(await solid(1_440, 2_560).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect([upright.width, upright.height]).toEqual([MAX_SIDE, 720]);
    const small = await decodeImage(await solid(MAX_SIDE, 10).jpeg().toBuffer());
    expect([small.width, small.height]).toEqual([MAX_SIDE, 10]);
  });

  it('counts pixels in the header, before any is decoded', async () => {
    expect(await codeOf(pngBomb(60_000, 60_000))).toBe('too_many_pixels');
    expect(await codeOf(await solid(100, 100).png().toBuffer(), { maxPixels: 9_999 })).toBe('too_many_pixels');
    expect(await codeOf(await solid(100, 100).png().toBuffer(), { maxPixels: 10_000 })).toBeUndefined();
  });

  it('refuses nothing, and what is not JPEG, PNG or WebP', async () => {
    expect(await codeOf(new Uint8Array())).toBe('empty_media');
    expect(await codeOf(await solid(8, 8).gif().toBuffer())).toBe('unsupported_media');
    expect(await codeOf(await solid(8, 8).tiff().toBuffer())).toBe('unsupported_media');
    expect(await codeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toBe(
      'unsupported_media',
    );
  });

  it.each(['heic', 'heix', 'hevc', 'heim', 'mif1', 'msf1', 'avif'])(
    'refuses a HEIF file of the brand %s by its first bytes, whatever follows them',
    async (brand) => {
      const type = Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`, 'latin1');
      expect(await codeOf(type)).toBe('unsupported_media');
      const bytes = Buffer.concat([type, Buffer.alloc(20e6, 'meta')]);
      const before = process.cpuUsage();
      expect(await codeOf(bytes)).toBe('unsupported_media');
      // Microseconds of processor time: only the first bytes are looked at.
      expect(process.cpuUsage(before).user).toBeLessThan(100_000);
    },
  );

  it.each(['jpeg', 'png', 'webp'] as const)('refuses a %s that is cut off', async (format) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: red, noise } })
      .toFormat(format)
      .toBuffer();
    for (const part of [0.05, 0.3, 0.9]) {
      expect(await codeOf(bytes.subarray(0, bytes.length * part)), String(part)).toBe('undecodable_media');
    }
  });

  it('leaves libvips no loader for other formats, once it has decoded', async () => {
    await decodeImage(await solid(1, 1).png().toBuffer());
    await expect(sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')).toBuffer()).rejects.toThrow();
    await expect(sharp(await solid(8, 8).gif().toBuffer()).toBuffer()).rejects.toThrow();
  });
});
