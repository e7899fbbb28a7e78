import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosineDistance, type Embedding, norm } from '@/lib/math/vector';
import type { Frame } from '@/lib/media/frame';
import { facePhoto, people } from '@/lib/testing/faces';
import { type FaceModel, faceModel } from './model';
import { observeFace } from './observe';
import { subjectOf } from './subject';

const demo = join(process.cwd(), 'node_modules/@vladmandic/face-api/demo');
const fixtures = join(process.cwd(), '../shared/fixtures/faces');

let model: FaceModel;
beforeAll(async () => {
  model = await faceModel();
});

async function frameOf(picture: Buffer | string): Promise<Frame> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}

it('finds each person of a group, with landmarks inside the box', async () => {
  const faces = await model.detect(await frameOf(join(demo, 'sample6.jpg')));
  expect(faces).toHaveLength(4);
  for (const { box, score, landmarks } of faces) {
    expect(score).toBeGreaterThan(0.8);
    expect(landmarks).toHaveLength(136);
    const [tipX, tipY] = [landmarks[60]!, landmarks[61]!];
    expect(tipX > box.x && tipX < box.x + box.width && tipY > box.y && tipY < box.y + box.height).toBe(true);
  }
});

it('tells people apart, knows each again, and passes all their pictures for enrolment', async () => {
  const observed: { name: string; embedding: Embedding }[] = [];
  for (const [name, crops] of Object.entries(people)) {
    for (const crop of crops) {
      const { issues, embedding } = await observeFace([await frameOf(await facePhoto(crop))], model, 'enrolment');
      expect(issues, `${name} ${crop.file}`).toEqual([]);
      expect(norm(embedding!)).toBeCloseTo(1, 5);
      observed.push({ name, embedding: embedding! });
    }
  }
  for (const a of observed) {
    for (const b of observed.filter((other) => other !== a)) {
      const distance = cosineDistance(a.embedding, b.embedding);
      if (a.name === b.name) expect(distance, `${a.name} again`).toBeLessThan(0.01);
      // The nearest are at 0.061, women of one photograph, whom an enrolment would take for one: it is as lenient as one stranger in a hundred.
      else expect(distance, `${a.name} and ${b.name}`).toBeGreaterThan(0.06);
    }
  }
});

it('gives the same answer alone and at the same time as others', async () => {
  const frames = await Promise.all([people.ada, people.berta].map(async ([crop]) => frameOf(await facePhoto(crop))));
  const found = await Promise.all(frames.map((frame) => model.detect(frame)));
  const faces = frames.map((frame, index) => ({ frame, face: found[index]![0]! }));
  expect(await model.detect(frames[0]!)).toEqual(found[0]);
  const together = await model.describe(faces);
  for (const [index, face] of faces.entries()) {
    const [alone] = await model.describe([face]);
    expect(cosineDistance(alone!, together[index]!)).toBeLessThan(1e-6);
  }
  expect(await model.describe([])).toEqual([]);
});

it('finds a face again near where it was, and elsewhere when it is gone from there', async () => {
  const frame = await frameOf(await facePhoto(people.carla[0]));
  const [face] = await model.detect(frame);
  const { x, y, width, height } = face!.box;
  const [again] = await model.detect(frame, { x: x + 0.15 * width, y: y - 0.1 * height, width, height });
  const embeddings = await model.describe([face!, again!].map((each) => ({ frame, face: each })));
  expect(cosineDistance(embeddings[0]!, embeddings[1]!)).toBeLessThan(0.005);
  expect(await model.detect(frame, { x: 0, y: 400, width: 60, height: 60 })).toEqual([face]);
});

it('ends at the first look that shows somebody where nobody else is asked for', async () => {
  const frame = await frameOf(await facePhoto(people.carla[0]));
  const [face] = await (await faceModel({ sides: [224] })).detect(frame);
  expect(await model.detect(frame, 'somebody')).toEqual([face]);
  expect(await model.detect({ data: new Uint8Array(320 * 240 * 3), width: 320, height: 240 }, 'somebody')).toEqual([]);
});

it('describes a plain face much as one with its mirror image', async () => {
  const frame = await frameOf(await facePhoto(people.ada[0]));
  const [face] = await model.detect(frame);
  const shown = [{ frame, face: face! }];
  const [[mirrored], [plain]] = [await model.describe(shown), await model.describe(shown, 'plain')];
  expect(cosineDistance(mirrored!, plain!)).toBeGreaterThan(0);
  expect(cosineDistance(mirrored!, plain!)).toBeLessThan(0.005);
});

it('finds nothing in noise, in a flat picture and in a single pixel, and goes on working', async () => {
  const noise = Uint8Array.from({ length: 320 * 240 * 3 }, (_, i) => (i * 2_654_435_761) >>> 24);
  expect(await model.detect({ data: noise, width: 320, height: 240 })).toEqual([]);
  expect(await model.detect({ data: new Uint8Array(320 * 240 * 3).fill(99), width: 320, height: 240 })).toEqual([]);
  expect(await model.detect({ data: Uint8Array.of(1, 2, 3), width: 1, height: 1 })).toEqual([]);
  expect(await model.detect(await frameOf(await facePhoto(people.ada[0])))).toHaveLength(1);
});

describe.skipIf(!existsSync(fixtures))('labelled photographs (../shared/fixtures/faces)', () => {
  it('separates 300 pairs: at 0.06 no impostor passes and at most one of 38 genuine pairs is refused', async () => {
    const rows = readFileSync(join(fixtures, 'pairs.csv'), 'utf8').trim().split('\n').slice(1);
    const pairs = rows.map((row) => row.split(',') as [string, string, 'yes' | 'no']);
    const embeddings = new Map<string, Embedding>();
    for (const file of new Set([...pairs.map(([a]) => a), ...pairs.map(([, b]) => b)])) {
      const frame = await frameOf(join(fixtures, file));
      const face = subjectOf(await model.detect(frame), frame, 'comparison');
      if (typeof face === 'string') throw new Error(`${file}: ${face}`);
      const [embedding] = await model.describe([{ frame, face }]);
      embeddings.set(file, embedding!);
    }
    const accepted = (same: string): number =>
      pairs.filter(([a, b, label]) => label === same && cosineDistance(embeddings.get(a)!, embeddings.get(b)!) <= 0.06)
        .length;
    expect(pairs).toHaveLength(300);
    expect(accepted('no')).toBe(0);
    expect(accepted('yes')).toBeGreaterThanOrEqual(37);
  });
});

describe('of a second person half as large', () => {
  /** Ada from above brow to chin fills this share of the height; berta, so many times as large, is on her right. */
  async function pair(share: number, second: number): Promise<Frame> {
    const place = async (name: 'ada' | 'berta', height: number, across: number): Promise<OverlayOptions> => {
      const photo = await facePhoto(people[name][0]);
      const frame = await frameOf(photo);
      const { x, y, width: wide, height: high } = (await model.detect(frame))[0]!.box;
      const [left, top] = [Math.max(0, Math.round(x - 0.05 * wide)), Math.max(0, Math.round(y - 0.05 * high))];
      const [width, tall] = [Math.min(640 - left, Math.round(1.1 * wide)), Math.min(480 - top, Math.round(1.1 * high))];
      const scale = (height * 480) / high;
      const cut = sharp(photo).extract({ left, top, width, height: tall });
      const [w, h] = [Math.round(width * scale), Math.min(480, Math.round(tall * scale))];
      const input = await cut.resize(w, h, { fit: 'fill' }).png().toBuffer();
      return { input, left: Math.max(0, Math.round(640 * across - w / 2)), top: Math.max(0, Math.round(240 - h / 2)) };
    };
    const parts = [await place('ada', share, 0.34), await place('berta', second * share, 0.84)];
    const grey = { create: { width: 640, height: 480, channels: 3, background: '#808080' } } as const;
    return frameOf(await sharp(grey).composite(parts).png().toBuffer());
  }

  it.each([0.4, 0.5, 0.6, 0.7, 0.8, 0.9])('the gate knows when the first fills %d of the height', async (share) => {
    expect(await model.detect(await pair(share, 0.5))).toHaveLength(2);
    // Boxes of one face differ by a fifth from look to look, so that half as wide is no sharp limit.
    const frame = await pair(share, 0.65);
    expect(subjectOf(await model.detect(frame), frame, 'enrolment')).toBe('many_faces');
  });
});
