import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { casts } from '@/lib/testing/casts';
import { facePhoto, people } from '@/lib/testing/faces';
import { beginSignUp, logIn, takePhotos } from './steps';
import { expect, test } from './test';

const [cast] = casts;

const plain = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer();

async function openCamera(page: Page): Promise<void> {
  await page.goto('/log_in');
  await page.getByLabel('Your name').fill('ada');
  await page.getByRole('button', { name: 'Log in with face and voice' }).click();
  await expect(page.locator('[data-capture-state="framing"]')).toBeVisible();
}

/** Two of the photograph's halves' width, so that two people look in. */
async function twice(photo: Buffer): Promise<Buffer> {
  const half = await sharp(photo).resize(320, 480, { fit: 'cover' }).toBuffer();
  return sharp(await plain('#888'))
    .composite([
      { input: half, left: 0, top: 0 },
      { input: half, left: 320, top: 0 },
    ])
    .jpeg()
    .toBuffer();
}

async function far(photo: Buffer): Promise<Buffer> {
  const small = await sharp(photo).resize(200, 150, { fit: 'cover' }).toBuffer();
  return sharp(await plain('#888'))
    .composite([{ input: small, left: 220, top: 150 }])
    .jpeg()
    .toBuffer();
}

test.describe('while framing, the page says', () => {
  for (const [what, look, hint] of [
    ['of an empty room', () => plain('#888'), 'Come into the picture'],
    ['of the dark', () => plain('#050505'), 'It is too dark here'],
    ['of two people', async () => twice(await cast!.face.signUp()), 'Only you in the picture, please'],
    ['of somebody far away', async () => far(await cast!.face.signUp()), 'Come closer'],
  ] as const) {
    test(`${what}: ${hint}`, async ({ persona }, info) => {
      const page = await persona({ looks: { face: await look(), voice: await cast!.voice.logIn() } });
      await openCamera(page);
      await expect(page.getByText(hint)).toBeVisible();
      await page.screenshot({ path: info.outputPath('hint.png') });
    });
  }
});

test('without WebAssembly there are no hints, and a person takes their photos and logs in as ever', async ({
  persona,
}) => {
  const page = await persona({ looks: { face: await cast!.face.logIn(), voice: await cast!.voice.logIn() } });
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await beginSignUp(page, 'Berta.plain');
  await takePhotos(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cancel sign-up' }).click();

  await logIn(page, 'Ada.plain');
  await expect(page.getByRole('heading', { name: 'Hello, Ada.plain.' })).toBeVisible();
  expect(asked.filter((url) => url.includes('/tracking/'))).toEqual([]);
});

test('the tracker’s files are asked for again and not sent again', async ({ server }) => {
  for (const file of ['kernels.wasm', 'detection.bin', 'landmarks.bin']) {
    const url = `${server.url}/tracking/${file}`;
    const first = await fetch(url);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    // Without it, fetch itself asks for everything anew (Fetch standard, 5.6).
    const again = await fetch(url, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } });
    expect(again.status).toBe(304);
  }
});

test('the tracker comes from this server, only once the camera is on, and begins when a person looks at it for half a second', async ({
  persona,
  server,
}, info) => {
  // Ada looks past the camera in her photograph; Elsa's is framed as somebody sits before one.
  const face = await facePhoto({ ...people.elsa[0], left: 1313, top: 205, width: 560, height: 420 });
  const page = await persona({ looks: { face, voice: await cast!.voice.logIn() } });
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  await page.goto('/log_in');
  await expect(page.getByLabel('Your name')).toBeVisible();
  expect(asked.filter((url) => url.includes('/tracking/'))).toEqual([]);
  await openCamera(page);
  await expect(page.locator('[data-capture-state="recording"]')).toBeVisible();
  await page.screenshot({ path: info.outputPath('hint.png') });
  expect(asked.some((url) => url.includes('/tracking/kernels.wasm'))).toBe(true);
  expect(
    asked.filter((url) => !url.startsWith(server.url) && !url.startsWith('data:') && !url.startsWith('blob:')),
  ).toEqual([]);
});
