import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipToFrame } from '@/lib/face/align';
import { placeLandmarks } from '@/lib/face/landmark-output';
import { inputPixels } from '@/lib/face/network-input';
import { decodeTinyDetections, type TrackedFace } from '@/lib/face/tiny/detections';
import { LANDMARKS_SIDE, DETECTION_SIDE as SIDE, type TinyNetworks } from '@/lib/face/tiny/networks';
import { openTinyNetworks } from '@/lib/testing/tiny-networks';
import { type FaceApi, loadFaceApi } from './face-api';
import { makeTracker } from './tracking';

const demo = join(process.cwd(), 'node_modules/@vladmandic/face-api/demo');
const fixtures = join(process.cwd(), '../shared/fixtures/faces');
const ROWS = (SIDE * 3) / 4;

let reference: FaceApi;
let networks: TinyNetworks;
beforeAll(async () => {
  reference = await loadFaceApi();
  networks = await openTinyNetworks();
});

it('`npm run models:face` makes the files of public/tracking byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tracking-'));
  try {
    await makeTracker(folder);
    const files = await readdir(folder);
    expect(files.sort()).toEqual((await readdir('public/tracking')).sort());
    for (const file of files)
      expect((await readFile(join(folder, file))).equals(await readFile(join('public/tracking', file)))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** As the browser sees it: cut to 4:3, 224 pixels wide. */
const picture = (path: string): Sharp => sharp(path).resize(SIDE, ROWS, { fit: 'cover' });

async function tracked(path: string): Promise<TrackedFace[]> {
  const rgba = await picture(path).ensureAlpha().raw().toBuffer();
  return decodeTinyDetections(networks.detect(new Uint8ClampedArray(rgba)), ROWS / SIDE);
}

async function agree(path: string): Promise<void> {
  const data = new Uint8Array(await picture(path).removeAlpha().raw().toBuffer());
  const theirs = (await reference.track({ data, width: SIDE, height: ROWS }, SIDE)).sort((a, b) => b.score - a.score);
  const ours = await tracked(path);
  expect(ours).toHaveLength(theirs.length);
  for (const [i, face] of ours.entries())
    for (const key of ['x', 'y', 'width', 'height', 'score'] as const)
      expect(face[key]).toBeCloseTo(theirs[i]![key], 3);
}

/** RGBA rows of planes. */
function interleaved(planes: Float32Array): Uint8ClampedArray {
  const size = planes.length / 3;
  return Uint8ClampedArray.from({ length: 4 * size }, (_, i) => planes[(i % 4) * size + (i >> 2)] ?? 255);
}

/** Landmarks of the tiny network within half a percent of the box. */
async function agreeOnLandmarks(path: string): Promise<number> {
  const data = new Uint8Array(await picture(path).removeAlpha().raw().toBuffer());
  const frame = { data, width: SIDE, height: ROWS };
  const theirs = await reference.trackLandmarks(frame, SIDE);
  for (const { box, landmarks } of theirs) {
    const crop = clipToFrame(box, SIDE, ROWS);
    const [width, height] = [LANDMARKS_SIDE, LANDMARKS_SIDE];
    const pixels = inputPixels([{ frame, ...crop }], { width, height, placement: 'centre' });
    const ours = placeLandmarks(networks.locate(interleaved(pixels)), crop, box);
    expect(ours).toHaveLength(136);
    const farthest = Math.max(...ours.map((value, i) => Math.abs(value - landmarks[i]!)));
    expect(farthest / box.width).toBeLessThan(0.005);
  }
  return theirs.length;
}

const photos = (folder: string, name: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => name.test(file))
        .sort()
    : [];

describe('the tracker and face-api’s tiny detector agree on', () => {
  it.each(photos(demo, /^sample\d\.jpg$/))('its demo photo %s', (file) => agree(join(demo, file)));
});

it('the tiny landmark network and face-api’s agree on every face of its demo photos', async () => {
  let faces = 0;
  for (const file of photos(demo, /^sample\d\.jpg$/)) faces += await agreeOnLandmarks(join(demo, file));
  expect(faces).toBeGreaterThan(5);
});

describe.skipIf(!existsSync(fixtures))('the tracker (../shared/fixtures/faces)', () => {
  it.each(photos(fixtures, /^img[1-9]\.jpg$/))('agrees with face-api on %s', (file) => agree(join(fixtures, file)));

  it('finds a face in nine of ten photographs of one person', async () => {
    const files = photos(fixtures, /^img\d+\.jpg$/);
    let found = 0;
    for (const file of files) if ((await tracked(join(fixtures, file))).length > 0) found++;
    expect(files.length).toBeGreaterThan(50);
    expect(found / files.length).toBeGreaterThan(0.9);
  });
});

it('the tracker reads no face into noise', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const;
  const path = await sharp({ create: { width: SIDE, height: ROWS, channels: 3, background: '#888', noise } })
    .png()
    .toBuffer();
  const rgba = new Uint8ClampedArray(await sharp(path).ensureAlpha().raw().toBuffer());
  expect(decodeTinyDetections(networks.detect(rgba), ROWS / SIDE)).toEqual([]);
});
