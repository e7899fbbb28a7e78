import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipToFrame } from '@/lib/face/align';
import { overlap } from '@/lib/face/detections';
import type { Frame } from '@/lib/face/frame';
import { type DetectedFace, type FaceModel, faceModel } from '@/lib/face/model';
import { decodeImage } from '@/lib/media/image';
import { cosineSimilarity } from '@/lib/vector';
import { type FaceApi, loadFaceApi } from './face-api';

const demo = join(process.cwd(), 'node_modules/@vladmandic/face-api/demo');
const fixtures = join(process.cwd(), '../shared/fixtures/faces');

let reference: FaceApi;
let model: FaceModel;
beforeAll(async () => {
  [reference, model] = await Promise.all([loadFaceApi(), faceModel({ turnUpright: false })]);
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
    expect(overlap(face.box, their.box)).toBeGreaterThan(0.98);
    expect(Math.abs(face.score - their.score)).toBeLessThan(0.01);
    // Where an edge falls on a whole pixel but for a rounding, the crops differ by that pixel, and so does all after them.
    const exact = sameCrop(face, their, frame);
    expect(farthestLandmark(face, their) / their.box.width).toBeLessThan(exact ? 0.005 : 0.02);
    const similarity = cosineSimilarity(embeddings[index]!, await reference.describe(frame, their));
    expect(similarity).toBeGreaterThan(exact ? 0.9999 : 0.998);
    expect(exact || onPixelEdge(their)).toBe(true);
  }
}

function sameCrop(a: DetectedFace, b: DetectedFace, { width, height }: Frame): boolean {
  return JSON.stringify(clipToFrame(a.box, width, height)) === JSON.stringify(clipToFrame(b.box, width, height));
}

function onPixelEdge({ box }: DetectedFace): boolean {
  return Object.values(box).some((value) => Math.abs(value - Math.round(value)) < 0.002);
}

function farthestLandmark(a: DetectedFace, b: DetectedFace): number {
  return Math.max(...a.landmarks.map((value, index) => Math.abs(value - b.landmarks[index]!)));
}

describe('our networks and face-api agree on every face of', () => {
  it.each(photos(demo, /^sample\d\.jpg$/))('its demo photo %s', (file) => agree(join(demo, file)));
});

describe.skipIf(!existsSync(fixtures))('our networks and face-api agree (../shared/fixtures/faces) on', () => {
  it.each(photos(fixtures, /\.jpg$/))('%s', (file) => agree(join(fixtures, file)));
});
