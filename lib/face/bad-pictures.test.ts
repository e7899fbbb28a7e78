import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { asSesameError } from '@/lib/errors';
import { decodeImage } from '@/lib/media/image';
import { facePhoto, people } from '@/lib/testing/faces';
import { faceModel } from './model';
import { type FaceObservation, observeFace } from './observe';

const WIDTH = 640;
const HEIGHT = 480;

const portrait = (): Promise<Buffer> => facePhoto(people.ada[0]);

async function observe(picture: Buffer): Promise<FaceObservation> {
  return observeFace([await decodeImage(picture)], await faceModel(), 'login');
}

const canvas = (background: string): Sharp =>
  sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background } });

/** The photograph many times over, each so large. */
async function crowd(columns: number, rows: number): Promise<Buffer> {
  const tile = { width: Math.floor(1280 / columns), height: Math.floor(960 / rows) };
  const face = await sharp(await portrait())
    .resize({ ...tile, fit: 'cover' })
    .toBuffer();
  const places = Array.from({ length: columns * rows }, (_, i) => ({
    input: face,
    left: (i % columns) * tile.width,
    top: Math.floor(i / columns) * tile.height,
  }));
  return sharp({ create: { width: 1280, height: 960, channels: 3, background: 'grey' } })
    .composite(places)
    .jpeg()
    .toBuffer();
}

describe('what is found in a picture', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['a grey wall', () => canvas('#888').png().toBuffer()],
    ['a single pixel', () => canvas('#888').resize(1, 1, { fit: 'fill' }).png().toBuffer()],
    ['one row of pixels', () => canvas('#888').resize(1000, 1, { fit: 'fill' }).png().toBuffer()],
    [
      'noise',
      async () =>
        canvas('#888')
          .composite([{ input: await noise(), blend: 'over' }])
          .png()
          .toBuffer(),
    ],
  ])('%s: no face', async (_, make) => {
    const { issues, embedding } = await observe(await make());
    expect(issues).toEqual(['no_face']);
    expect(embedding).toBeUndefined();
  });

  it('a black frame: too dark', async () => {
    expect((await observe(await canvas('#020202').png().toBuffer())).issues).toEqual(['too_dark']);
  });

  it.each<[string, (picture: Sharp) => Sharp]>([
    ['grey', (picture) => picture.greyscale().jpeg()],
    ['16 bits a channel', (picture) => picture.toColourspace('rgb16').png()],
    ['CMYK', (picture) => picture.toColourspace('cmyk').jpeg()],
    ['turned by EXIF', (picture) => picture.rotate(90).withMetadata({ orientation: 8 }).jpeg()],
  ])('a portrait in %s: the same face', async (_, change) => {
    const observation = await observe(await change(sharp(await portrait())).toBuffer());
    expect(observation.issues).toEqual([]);
  });

  it('half a face: not a face to log in with', async () => {
    const { width, height } = await sharp(await portrait()).metadata();
    const half = await sharp(await portrait())
      .extract({ left: 0, top: 0, width: Math.floor(width / 2), height })
      .jpeg()
      .toBuffer();
    const { issues, embedding } = await observe(half);
    expect(issues.length).toBeGreaterThan(0);
    expect(embedding).toBeUndefined();
  });

  it.each([
    [2, 1],
    [5, 4],
    [20, 10],
  ])('a crowd of %i x %i faces: more than one, or too small to see any', async (columns, rows) => {
    const { issues, embedding } = await observe(await crowd(columns, rows));
    expect(['many_faces', 'no_face', 'face_too_small']).toContain(issues[0]);
    expect(embedding).toBeUndefined();
  });
});

describe('pictures that are none', () => {
  it.each<[string, () => Promise<Buffer>, string]>([
    ['cut off behind the header', async () => (await portrait()).subarray(0, 600), 'undecodable_media'],
    [
      'with its middle overwritten',
      async () => Buffer.from(await portrait()).fill(0xff, 2000, 9000),
      'undecodable_media',
    ],
    [
      'SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'unsupported_media',
    ],
    ['GIF', () => canvas('#888').gif().toBuffer(), 'unsupported_media'],
    ['TIFF', () => canvas('#888').tiff().toBuffer(), 'unsupported_media'],
    ['AVIF', () => canvas('#888').avif().toBuffer(), 'unsupported_media'],
  ])('%s', async (_, make, code) => {
    const error = await decodeImage(await make()).catch(asSesameError);
    expect(error).toMatchObject({ code });
  });
});

function noise(): Promise<Buffer> {
  return sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
}
