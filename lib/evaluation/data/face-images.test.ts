import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SesameError } from '@/lib/errors';
import type { FaceModel } from '@/lib/face/model';
import { embedImages } from './face-images';

const options = { gate: false, onProgress: () => undefined };
const blind: FaceModel = { id: 'blind', detect: async () => [], locate: async () => [], describe: async () => [] };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-images-'));
  const wall = sharp({ create: { width: 40, height: 30, channels: 3, background: 'grey' } });
  await writeFile(join(folder, 'wall.png'), await wall.png().toBuffer());
  await writeFile(join(folder, 'text.png'), 'no picture');
  await writeFile(join(folder, 'empty.png'), '');
});

afterAll(() => rm(folder, { recursive: true }));

describe('images that give no embedding', () => {
  it('are failures to acquire where the picture is to blame', async () => {
    const { failures } = await embedImages(folder, ['wall.png', 'text.png', 'empty.png'], blind, options);
    expect(Object.fromEntries(failures)).toEqual({
      'wall.png': 'no_face',
      'text.png': 'unsupported_media',
      'empty.png': 'empty_media',
    });
  });

  it.each(['busy', 'internal', 'model_invalid'] as const)('stop the evaluation at %s', async (code) => {
    const broken: FaceModel = { ...blind, detect: () => Promise.reject(new SesameError(code)) };
    await expect(embedImages(folder, ['wall.png'], broken, options)).rejects.toThrow(code);
  });

  it('stop the evaluation where a file cannot be read', async () => {
    await expect(embedImages(folder, ['gone.png'], blind, options)).rejects.toThrow('ENOENT');
  });
});
