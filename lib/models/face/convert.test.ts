import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { convertFaceModels } from './convert';

it('makes the files of models/face byte for byte, whatever is there already', async () => {
  const { face } = await readManifest();
  const folder = await mkdtemp(join(tmpdir(), 'face-models-'));
  try {
    for (let time = 0; time < 2; time++) {
      await convertFaceModels(join(folder, 'face'));
      for (const pin of Object.values(face)) {
        const bytes = await readFile(join(folder, pin.file));
        expect(bytes.length).toBe(pin.bytes);
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(pin.sha256);
        expect(bytes.equals(await readFile(join(modelsFolder(), pin.file)))).toBe(true);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
