import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { cosineSimilarity, l2Normalise, norm } from '@/lib/math/vector';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { filterbank } from './filterbank';
import { voiceBackground, voiceCohort, voiceModel } from './model';

const { models } = await readManifest();
const whole = models.flatMap(({ id, url, golden }) => (url === undefined && golden ? [{ id, golden }] : []));

describe.each(whole)('$id', ({ id, golden }) => {
  it.each(['voice', 'chirp'] as const)('embeds %s as it did when it came', async (name) => {
    const model = await voiceModel(id);
    const embedding = await model.embed(filterbank(goldenAudio(name)));
    const values = JSON.parse(new TextDecoder().decode(await readPinned(modelsFolder(), golden)));
    const expected = l2Normalise(Float32Array.from(values[name]));
    expect(1 - cosineSimilarity(embedding, expected)).toBeLessThan(1e-3);
    expected.forEach((value, i) => {
      expect(Math.abs((embedding[i] as number) - value)).toBeLessThan(1e-3);
    });
    expect(norm(embedding)).toBeCloseTo(1, 5);
  });
});

describe('the built-in voice model', () => {
  it('is the one that the manifest is checked by', () => {
    expect(whole.map(({ id }) => id)).toContain(builtInVoice.id);
  });

  it('is named in the manifest', async () => {
    expect((await voiceModel()).id).toBe(builtInVoice.id);
  });

  it('refuses an id that the manifest does not know', async () => {
    await expect(voiceModel('../../etc/passwd')).rejects.toMatchObject({ code: 'model_invalid' });
  });
});

describe('the cohort of a model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('is loaded where the manifest asks for normalised scores, and only there', async () => {
    const manifest = await readManifest();
    const [first] = manifest.models;
    cpSync('models/cohort', join(folder, 'cohort'), { recursive: true });
    cpSync(join('models', first!.file), join(folder, first!.file));
    const models = [{ ...first, scoring: 'as-norm' }];
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, models }));
    expect((await voiceModel(undefined, { folder })).cohort?.dimensions).toBe(builtInVoice.embeddingSize);
    expect((await voiceModel()).cohort).toBeUndefined();
  });
});

describe('the cohort of the built-in model', () => {
  it('holds at least 200 people, as embeddings of length 1', async () => {
    const cohort = await voiceCohort();
    const people = cohort!.data.length / cohort!.dimensions;
    expect(people).toBeGreaterThanOrEqual(200);
    for (let i = 0; i < people; i++) {
      const row = cohort!.data.subarray(i * cohort!.dimensions, (i + 1) * cohort!.dimensions);
      expect(norm(row)).toBeCloseTo(1, 3);
    }
  });

  it('is absent for a model that ships none', async () => {
    expect(await voiceCohort('wespeaker-resnet34-lm')).toBeUndefined();
  });
});

describe('the background model of the second opinion', () => {
  it('is read, and is a mixture of five', async () => {
    const { id, mixture } = await voiceBackground();
    expect([id, mixture.weights.length]).toEqual(['mfcc-gmm-5', 5]);
  });

  it('that was altered is refused by name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    try {
      cpSync('models/manifest.json', join(folder, 'manifest.json'));
      writeFileSync(join(folder, 'mfcc-gmm-5.bin'), new Uint8Array(500));
      await expect(voiceBackground(folder)).rejects.toThrow(/mfcc-gmm-5\.bin.*git checkout -- models\/mfcc-gmm-5\.bin/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
