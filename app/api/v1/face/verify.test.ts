import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, callApi, openApi } from '@/lib/testing/api';
import { itGuards } from '@/lib/testing/api-guards';
import { type FaceCrop, facePhoto, type Person, people } from '@/lib/testing/faces';
import { png, pngBomb, pngHeader } from '@/lib/testing/png';
import * as identifyRoute from './identify/route';
import * as verifyRoute from './verify/route';

const MODEL = 'face-api-dlib-resnet-upright';
const PHOTOGRAPHS = join(process.cwd(), '../shared/fixtures/faces');
const BOX = { x: expect.any(Number), y: expect.any(Number), width: expect.any(Number), height: expect.any(Number) };

let close: () => Promise<void>;

beforeAll(async () => {
  close = await openApi();
});
afterAll(() => close());

const crop = async (of: FaceCrop): Promise<Bytes> => new Uint8Array(await facePhoto(of));
const photo = (person: Person, take: 0 | 1): Promise<Bytes> => crop(people[person][take]);

/** Ada, changed. */
async function changed(change: (picture: Sharp) => Sharp): Promise<Bytes> {
  return new Uint8Array(await change(sharp(await photo('ada', 0))).toBuffer());
}

/** A black PNG of this many pixels, in a thousandth of their bytes. */
async function black(width: number, height: number): Promise<Bytes> {
  return new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: 'black' } })
      .png()
      .toBuffer(),
  );
}

/** A good picture's worth of pixels, and a colour profile that inflates to 200 MB. */
function profileBomb(): Bytes {
  const profile = Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(Buffer.alloc(200_000_000))]);
  return png([
    ['IHDR', pngHeader(64, 64)],
    ['iCCP', profile],
    ['IDAT', deflateSync(Buffer.alloc(64 * (1 + 64 * 3)))],
    ['IEND', new Uint8Array(0)],
  ]);
}

const verify = (a: Bytes, b: Bytes) => callApi(verifyRoute, { a, b });

describe('POST /api/v1/face/verify', () => {
  it('says that two pictures of one person are, with the numbers', async () => {
    const { status, headers, body } = await verify(await photo('ada', 0), await photo('ada', 1));
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      same: true,
      similarity: expect.any(Number),
      threshold: 0.927,
      model: MODEL,
      faces: [BOX, BOX],
    });
    expect(body.similarity).toBeGreaterThan(0.95);
  });

  it.each([
    ['ada', 'berta'],
    ['carla', 'dora'],
    ['elsa', 'frida'],
  ] satisfies [Person, Person][])('says that %s and %s are not one person', async (a, b) => {
    const { status, body } = await verify(await photo(a, 0), await photo(b, 1));
    expect([status, body.same]).toEqual([200, false]);
  });

  it('does not mind which is first', async () => {
    const [a, b] = [await photo('ada', 0), await photo('berta', 0)];
    const [there, back] = [await verify(a, b), await verify(b, a)];
    expect(back.body.similarity).toBeCloseTo(there.body.similarity as number, 5);
    expect(back.body.faces).toEqual((there.body.faces as unknown[]).reverse());
  });

  it.each(['png', 'webp'] as const)('compares a %s with a JPEG', async (format) => {
    const { status, body } = await verify(await changed((picture) => picture.toFormat(format)), await photo('ada', 1));
    expect([status, body.same]).toEqual([200, true]);
  });

  it('tells where the face is in the upright picture, whatever its size and EXIF orientation', async () => {
    const large = await changed((picture) => picture.resize(2560, 1920).jpeg());
    const lying = await changed((picture) => picture.rotate(-90).withMetadata({ orientation: 6 }).jpeg());
    const { body } = await verify(large, lying);
    const [a, b] = body.faces as Record<'x' | 'y' | 'width' | 'height', number>[];
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      expect(a![side]).toBeGreaterThan(0);
      expect(a![side]).toBeLessThan(1);
      expect(Math.abs(a![side] - b![side])).toBeLessThan(0.05);
    }
  });

  it('takes smaller faces than log-in does', async () => {
    const small = await changed((picture) => picture.resize(200).jpeg({ quality: 95 }));
    expect(await verify(small, await photo('ada', 1))).toMatchObject({ status: 200, body: { same: true } });
  });

  it.each([
    ['nothing', async () => new Uint8Array(0), 400, 'empty_media'],
    ['a text', async () => new Uint8Array(Buffer.from('hello')), 415, 'unsupported_media'],
    [
      'a page',
      async () => new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
      415,
      'unsupported_media',
    ],
    [
      'a recording',
      async () => new Uint8Array(await readFile('lib/testing/voices/slt-1.ogg')),
      415,
      'unsupported_media',
    ],
    ['a GIF', () => changed((picture) => picture.gif()), 415, 'unsupported_media'],
    ['a cut JPEG', async () => (await photo('ada', 0)).slice(0, 9000), 422, 'undecodable_media'],
    ['a header of 20,000 x 20,000', async () => pngBomb(20_000, 20_000), 413, 'too_many_pixels'],
    ['a header of 2^31 - 1 squared', async () => pngBomb(2 ** 31 - 1, 2 ** 31 - 1), 422, 'undecodable_media'],
    ['a colour profile that inflates to 200 MB', async () => profileBomb(), 422, 'too_dark'],
    ['twelve black megapixels', () => black(3500, 3500), 422, 'too_dark'],
    ['a grey wall', () => changed((picture) => picture.blur(100).jpeg()), 422, 'no_face'],
    ['a single pixel', () => black(1, 1), 422, 'too_dark'],
    ['two people', () => crop({ ...people.carla[0], width: 1060, height: 470 }), 422, 'many_faces'],
    ['a small face', () => changed((picture) => picture.resize(150).jpeg()), 422, 'face_too_small'],
    ['a dark face', () => changed((picture) => picture.linear(0.2, 0).jpeg()), 422, 'too_dark'],
  ] as [string, () => Promise<Bytes>, number, string][])(
    'refuses %s and tells which file it was',
    async (_, broken, status, code) => {
      const [good, bad] = [await photo('ada', 0), await broken()];
      expect(await verify(good, bad)).toMatchObject({ status, body: { code, file: 'b' } });
      const first = await verify(bad, good);
      expect(first).toMatchObject({ status, body: { code, file: 'a' } });
      expect(first.body.issues).toContain(code);
    },
  );

  it('ignores a bystander of half the size', async () => {
    const [front, back] = [
      await photo('ada', 0),
      await sharp(await photo('berta', 0))
        .resize(240)
        .toBuffer(),
    ];
    const both = sharp(front)
      .extend({ right: 240, background: 'grey' })
      .composite([{ input: back, left: 640, top: 0 }]);
    const { status, body } = await verify(new Uint8Array(await both.jpeg().toBuffer()), await photo('ada', 1));
    expect([status, body.same]).toEqual([200, true]);
  });

  it('takes neither more nor fewer files, and none that is too large', async () => {
    const a = await photo('ada', 0);
    for (const files of [{}, { a }, { a, face: a }, { a, b: a, c: a }])
      expect(await callApi(verifyRoute, files as Record<string, Bytes>)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request' },
      });
    expect(await verify(a, new Uint8Array(10_000_001))).toMatchObject({
      status: 413,
      body: { code: 'media_too_large', file: 'b' },
    });
  });
});

describe('both routes', () => {
  itGuards([verifyRoute, identifyRoute], async () => ({ a: await photo('ada', 0), b: await photo('ada', 1) }));
});

describe.skipIf(!existsSync(PHOTOGRAPHS))('POST /api/v1/face/verify with real photographs', () => {
  const fixture = async (name: string): Promise<Bytes> => new Uint8Array(await readFile(join(PHOTOGRAPHS, name)));

  it.each([
    ['img20.jpg', 'img21.jpg', true],
    ['img16.jpg', 'img17.jpg', true],
    ['img20.jpg', 'img16.jpg', false],
    ['img21.jpg', 'img17.jpg', false],
  ] as const)('says of %s and %s that they are one person: %s', async (a, b, same) => {
    const { status, body } = await verify(await fixture(a), await fixture(b));
    expect([status, body.same]).toEqual([200, same]);
  });

  it('says of a couple that there are two', async () => {
    expect(await verify(await fixture('couple.jpg'), await fixture('img20.jpg'))).toMatchObject({
      status: 422,
      body: { code: 'many_faces', file: 'a', issues: ['many_faces'] },
    });
  });
});
