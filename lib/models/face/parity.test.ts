import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DetectedFace } from '@/lib/face/detected-face';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { intersectionOverUnion } from '@/lib/math/box';
import { cosineSimilarity } from '@/lib/math/vector';
import { decodeImage } from '@/lib/media/image';
import { sized } from '@/lib/testing/nightly';
import { type FaceApi, loadFaceApi } from './face-api';

const demo = join(process.cwd(), 'node_modules/@vladmandic/face-api/demo');
const fixtures = join(process.cwd(), '../shared/fixtures/faces');

/**
 * Pixels that a box may differ by. Crops are cut at whole pixels, so that a shift which no overlap shows cuts another row
 * where an edge lies that near to one. Measured: 0.00015; constants rounded otherwise than TensorFlow.js does: 0.0026.
 */
const MAX_SHIFT = 0.0005;

let reference: FaceApi;
let model: FaceModel;
beforeAll(async () => {
  [reference, model] = await Promise.all([loadFaceApi(), faceModel({ turnUpright: false, sides: [512] })]);
});

function photos(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort();
}

async function agree(path: string): Promise<void> {
  const frame = await decodeImage(new Uint8Array(await readFile(path)));
  const theirs = await reference.detect(frame);
  const ours = await model.detect(frame);
  expect(ours).toHaveLength(theirs.length);
  const embeddings = await model.describe(ours.map((face) => ({ frame, face })));
  for (const [index, face] of ours.entries()) {
    const their = theirs[index]!;
    expect(intersectionOverUnion(face.box, their.box)).toBeGreaterThan(0.98);
    expect(farthestEdge(face, their)).toBeLessThan(MAX_SHIFT);
    expect(Math.abs(face.score - their.score)).toBeLessThan(0.01);
    expect(farthestLandmark(face, their) / their.box.width).toBeLessThan(0.005);
    expect(cosineSimilarity(embeddings[index]!, await reference.describe(frame, their))).toBeGreaterThan(0.9999);
  }
}

function farthestEdge({ box: a }: DetectedFace, { box: b }: DetectedFace): number {
  return Math.max(...(['x', 'y', 'width', 'height'] as const).map((key) => Math.abs(a[key] - b[key])));
}

function farthestLandmark(a: DetectedFace, b: DetectedFace): number {
  return Math.max(...a.landmarks.map((value, index) => Math.abs(value - b.landmarks[index]!)));
}

describe('our networks and face-api agree on every face of', () => {
  it.each(photos(demo, /^sample\d\.jpg$/))('its demo photo %s', (file) => agree(join(demo, file)));
});

describe.skipIf(!existsSync(fixtures))('our networks and face-api agree (../shared/fixtures/faces) on', () => {
  // Every photograph by night; by day every fourth: both networks look at each for a second.
  const chosen = photos(fixtures, /\.jpg$/).filter((_, i) => i % sized(1, 4) === 0);
  it.each(chosen)('%s', (file) => agree(join(fixtures, file)));
});
