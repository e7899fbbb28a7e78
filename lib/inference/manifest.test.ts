import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findModel, modelsFolder, readManifest } from './manifest';
import { readPinned } from './pinned';

const folders: string[] = [];

async function folderWith(manifest: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  folders.push(folder);
  await writeFile(join(folder, 'manifest.json'), manifest);
  return folder;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

describe('the manifest', () => {
  it('pins every file that the repository holds', async () => {
    const { models } = await readManifest();
    const held = models.filter((model) => model.url === undefined);
    expect(held.length).toBeGreaterThan(0);
    for (const model of held) {
      expect(await readPinned(modelsFolder(), model)).toHaveLength(model.bytes);
      expect(existsSync(join(modelsFolder(), `${model.id}.md`))).toBe(true);
      if (!model.cohort) continue;
      const cohort = await readPinned(modelsFolder(), model.cohort);
      expect(cohort).toHaveLength(model.cohort.embeddings * model.embeddingSize * 4);
    }
  });

  it('downloads only into pulled/', async () => {
    const { models } = await readManifest();
    for (const model of models) expect(model.file.startsWith('pulled/')).toBe(model.url !== undefined);
  });

  it('finds a model by id and by default', async () => {
    const manifest = await readManifest();
    expect(findModel(manifest, 'voice-embedding').id).toBe(manifest.default['voice-embedding']);
    expect(findModel(manifest, 'voice-embedding', '3dspeaker-campplus').embeddingSize).toBe(512);
  });

  it('names what there is when the id is unknown', async () => {
    const manifest = await readManifest();
    const known = manifest.models.map(({ id }) => id).join(', ');
    expect(() => findModel(manifest, 'voice-embedding', 'other')).toThrow(new RegExp(`model_invalid.*${known}`));
  });
});

describe('a manifest', () => {
  it.each([
    ['that is not JSON', 'models: none'],
    ['without models', '{"default":{"voice-embedding":"a"},"recommended":{"voice-embedding":"a"},"models":[]}'],
  ])('%s is refused', async (_, text) => {
    await expect(readManifest(await folderWith(text))).rejects.toMatchObject({ code: 'model_invalid' });
  });

  it('that points outside the folder is refused', async () => {
    const manifest = await readManifest();
    const [first] = manifest.models;
    for (const file of ['../secret.onnx', '/etc/passwd', 'pulled/../../x']) {
      const text = JSON.stringify({ ...manifest, models: [{ ...first, file }] });
      await expect(readManifest(await folderWith(text))).rejects.toMatchObject({ code: 'model_invalid' });
    }
  });

  it('that normalises scores without a cohort is refused', async () => {
    const manifest = await readManifest();
    const [first] = manifest.models;
    const models = [{ ...first, scoring: 'as-norm', cohort: undefined }];
    const text = JSON.stringify({ ...manifest, models });
    await expect(readManifest(await folderWith(text))).rejects.toMatchObject({ code: 'model_invalid' });
  });

  it('with a plain HTTP address is refused', async () => {
    const manifest = await readManifest();
    const text = JSON.stringify({ ...manifest, models: [{ ...manifest.models[0], url: 'http://models.test/a.onnx' }] });
    await expect(readManifest(await folderWith(text))).rejects.toMatchObject({ code: 'model_invalid' });
  });
});
