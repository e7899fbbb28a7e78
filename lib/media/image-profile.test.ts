import { Readable } from 'node:stream';
import { createDeflate, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { png, pngHeader } from '@/lib/testing/png';
import { decodeImage } from './image';

const red = { r: 200, g: 30, b: 40 };
const picture = (): Sharp => sharp({ create: { width: 32, height: 24, channels: 3, background: red } });

/** Bytes of a profile in one JPEG segment: 65,535 less the length, the name and the number (ICC.1:2022, B.4). */
const IN_SEGMENT = 65_519;

async function jpegWith(profile: Uint8Array): Promise<Buffer> {
  const plain = await picture().jpeg().toBuffer();
  const count = Math.ceil(profile.length / IN_SEGMENT);
  const segments = Array.from({ length: count }, (_, i) => {
    const part = profile.subarray(i * IN_SEGMENT, (i + 1) * IN_SEGMENT);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(16 + part.length);
    return Buffer.concat([
      Buffer.from([0xff, 0xe2]),
      length,
      Buffer.from('ICC_PROFILE\0'),
      Buffer.from([i + 1, count]),
      part,
    ]);
  });
  return Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2)]);
}

/** Of a deflated profile. */
function pngWith(deflated: Uint8Array): Uint8Array {
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: 32 }, () => Buffer.from([200, 30, 40]))]);
  return png([
    ['IHDR', pngHeader(32, 24)],
    ['iCCP', Buffer.concat([Buffer.from('profile\0\0'), deflated])],
    ['IDAT', deflateSync(Buffer.concat(Array.from({ length: 24 }, () => row)))],
    ['IEND', new Uint8Array(0)],
  ]);
}

/** So many megabytes of zeros, deflated a megabyte at a time. */
async function deflatedZeros(megabytes: number): Promise<Buffer> {
  const megabyte = Buffer.alloc(2 ** 20);
  const parts: Buffer[] = [];
  for await (const part of Readable.from(Array.from({ length: megabytes }, () => megabyte)).pipe(createDeflate()))
    parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function expectRed(bytes: Uint8Array): Promise<void> {
  const frame = await decodeImage(bytes);
  expect([frame.width, frame.height]).toEqual([32, 24]);
  const at = (12 * 32 + 16) * 3;
  for (const [channel, value] of [red.r, red.g, red.b].entries())
    expect(Math.abs(frame.data[at + channel]! - value)).toBeLessThanOrEqual(8);
}

async function profileOf(source: Sharp): Promise<Buffer> {
  const { icc } = await sharp(await source.jpeg().toBuffer()).metadata();
  return icc!;
}

const srgb = (): Promise<Buffer> => profileOf(picture().withIccProfile('srgb'));
const cmyk = (): Promise<Buffer> => profileOf(picture().toColourspace('cmyk').withIccProfile('cmyk'));

describe('a picture with a colour profile', () => {
  it('of CMYK is the colour that the profile means', async () => {
    const bytes = await picture().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'cmyk', channels: 4, hasProfile: true });
    await expectRed(bytes);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['text', async () => Buffer.alloc(600, 'no profile ')],
    ['a single byte', async () => Buffer.alloc(1)],
    ['half a profile', async () => (await srgb()).subarray(0, 240)],
    ['a profile that claims four gigabytes and as many tags', async () => lying(await srgb())],
    ['a profile of four colours on three', cmyk],
    ['17 megabytes that are none', async () => Buffer.alloc(255 * IN_SEGMENT, 7)],
    ['17 megabytes that begin as one', async () => Buffer.concat([await srgb(), Buffer.alloc(254 * IN_SEGMENT)])],
  ])('that is %s is the picture without it', async (_, make) => {
    const profile = await make();
    await expectRed(await jpegWith(profile));
    await expectRed(pngWith(deflateSync(profile)));
  });

  it('that unpacks to 400 MB does not take the memory for it', async () => {
    const bytes = pngWith(await deflatedZeros(400));
    expect(bytes.length).toBeLessThan(1e6);
    const before = process.resourceUsage().maxRSS;
    await expectRed(bytes);
    // Kilobytes, at the highest.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100_000);
  });
});

/** Size of the file and number of tags: the first and the 33rd word (ICC.1:2022, 7.2.2 and 7.3.1). */
function lying(profile: Buffer): Buffer {
  const copy = Buffer.from(profile);
  copy.writeUInt32BE(0xffffffff, 0);
  copy.writeUInt32BE(0xffffffff, 128);
  return copy;
}
