import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readManifest } from '@/lib/inference/manifest';
import { cosineSimilarity, l2Normalise, norm } from '@/lib/math/vector';
import { goldenAudio, goldenValues } from '@/lib/testing/golden-voice';
import { filterbank } from './filterbank';
import { voiceBackground, voiceCohort, voiceModel } from './model';

describe('the built-in voice model', () => {
  it.each(['voice', 'chirp'] as const)('embeds %s as the reference does', async (name) => {
    const model = await voiceModel();
    const embedding = await model.embed(filterbank(goldenAudio(name)));
    const expected = l2Normalise(Float32Array.from(goldenValues(name).embedding));
    expect(1 - cosineSimilarity(embedding, expected)).toBeLessThan(1e-3);
    expected.forEach((value, i) => {
      expect(Math.abs((embedding[i] as number) - value)).toBeLessThan(1e-3);
    });
    expect(norm(embedding)).toBeCloseTo(1, 5);
  });

  it('is named in the manifest', async () => {
    expect((await voiceModel()).id).toBe('ecapa-tdnn-192');
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
    expect((await voiceModel(undefined, { folder })).cohort?.dimensions).toBe(192);
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
