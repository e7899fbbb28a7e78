import { describe, expect, it } from 'vitest';
import { cosineSimilarity, l2Normalise, norm } from '@/lib/vector';
import { filterbank } from '@/lib/voice/filterbank';
import { voiceCohort, voiceModel } from '@/lib/voice/model';
import { goldenAudio, goldenValues } from '@/scripts/voices/golden';

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
