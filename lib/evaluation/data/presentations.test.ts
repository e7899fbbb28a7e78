import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaceModel } from '@/lib/face/model';
import type { Box } from '@/lib/math/box';
import type { Frame } from '@/lib/media/frame';
import { readPresentations } from './presentations';

/** Sees the same face in every picture. */
const model = {
  detect: async () => [
    {
      box: { x: 8, y: 8, width: 40, height: 40 },
      score: 0.9,
      landmarks: Float32Array.from({ length: 136 }, (_, i) => 10 + ((7 * i) % 30)),
    },
  ],
} as unknown as FaceModel;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presentations-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function images(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#876' } }).toFile(join(folder, file));
  }
}

const read = async (typed: boolean): Promise<string[][]> =>
  (await readPresentations(folder, typed, model)).found.map(({ name, type }) => [type, name]);

describe('a folder of presentations', () => {
  it('of attacks has their type first, then folders of frames or single images', async () => {
    await images('paper/one/1.png', 'paper/one/2.png', 'screen/a.png', 'screen/b.png');
    expect(await read(true)).toEqual([
      ['paper', 'paper/one'],
      ['screen', 'screen/a.png'],
      ['screen', 'screen/b.png'],
    ]);
  });

  it('of live people has folders of frames or single images', async () => {
    await images('anna/1.png', 'anna/2.png', 'ben.png');
    expect(await read(false)).toEqual([
      ['live', 'anna'],
      ['live', 'ben.png'],
    ]);
  });

  it('of attacks has no image without a type, and no type called live', async () => {
    await images('live/a.png');
    await expect(read(true)).rejects.toThrow(/called live/);
    await rm(join(folder, 'live'), { recursive: true });
    await images('a.png');
    await expect(read(true)).rejects.toThrow(/no folder of an attack type/);
  });

  it('looks for each face near the one of the frame before', async () => {
    await images('anna/1.png', 'anna/2.png', 'ben/1.png');
    const near: unknown[] = [];
    const watched = {
      detect: (frame: Frame, box?: Box) => {
        near.push(box);
        return model.detect(frame, box);
      },
    } as unknown as FaceModel;
    await readPresentations(folder, false, watched);
    expect(near).toEqual([undefined, { x: 8, y: 8, width: 40, height: 40 }, undefined]);
  });
});
