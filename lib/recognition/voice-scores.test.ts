import { describe, expect, it } from 'vitest';
import { speaksAgainst } from '@/lib/decision/ensemble';
import { seededRandom } from '@/lib/math/random';
import type { Template } from '@/lib/storage/template';
import { madeUpCepstra } from '@/lib/testing/made-up-cepstra';
import { type Cepstra, COEFFICIENTS, meanNormaliseCepstra } from '@/lib/voice/cepstra';
import { COMPONENTS, enrolMixture } from '@/lib/voice/mixture-score';
import { startMixture } from '@/lib/voice/mixture-training';
import type { VoiceEnsemble } from './voice-ensemble';
import { enrolmentsByModel, voiceScores } from './voice-scores';

const speaker = (person: number, take: number): Cepstra => meanNormaliseCepstra(madeUpCepstra(person, take));
const mixture = startMixture(speaker(9, 1).data, COEFFICIENTS, COMPONENTS, seededRandom(1));
const background = { id: 'background', mixture, calibration: { scale: 1, offset: 0 } };
const second = {
  model: { id: 'second', embed: () => Promise.reject(new Error('not asked here')) },
  calibration: { scale: 10, offset: 0 },
};
const alone: VoiceEnsemble = { second: undefined, background };
const both: VoiceEnsemble = { second, background };

/** Of the policy only the scale of the first model is asked for. */
const calibration = { scale: 20, offset: -8 };
const depsOf = (ensemble: VoiceEnsemble) => ({
  voiceEnsemble: async () => ensemble,
  policy: { voice: { calibration } } as Parameters<typeof voiceScores>[2]['policy'],
});

const at = (x: number): Float32Array<ArrayBuffer> => Float32Array.of(x, Math.sqrt(1 - x * x));
const good = { issues: [], speechSeconds: 4, signalToNoise: 30, level: -20, earlier: new Map() };
/** Person 1, whose embeddings have the similarity 0.5 and 0.7 with those enrolled. */
const heard = { ...good, model: 'first', embedding: at(0.5), second: at(0.7), cepstra: speaker(1, 9) };

const plain: Template = { model: 'first', embeddings: [at(1), at(1), at(1)] };
const mixtures = [1, 2, 3].map((take) => enrolMixture(speaker(1, take), mixture));
const full: Template = { ...plain, others: { second: [at(1), at(1), at(1)], background: mixtures } };

describe('scores of a voice', () => {
  it('are the first model’s alone where there is one model and it enrolled alone', async () => {
    const { similarity, byModel, mixtures: none } = await voiceScores(heard, plain, depsOf(alone));
    expect(similarity).toBeCloseTo(0.5, 6);
    expect([byModel, none]).toEqual([[expect.closeTo(2, 5)], undefined]);
  });

  it('of somebody who enrolled before the second model came are the first one’s', async () => {
    const { similarity, byModel } = await voiceScores(heard, plain, depsOf(both));
    expect(similarity).toBeCloseTo(0.5, 6);
    expect(byModel).toHaveLength(1);
  });

  it('of two models are combined as ratios: 2 and 7 make 4.5, which is 0.625 on the scale of the first', async () => {
    const { similarity, byModel } = await voiceScores(heard, full, depsOf(both));
    expect(similarity).toBeCloseTo(0.625, 6);
    expect(byModel).toEqual([expect.closeTo(2, 5), expect.closeTo(7, 5)]);
  });

  it('leave out a second model that is no longer in use', async () => {
    const { similarity } = await voiceScores({ ...heard, second: undefined }, full, depsOf(alone));
    expect(similarity).toBeCloseTo(0.5, 6);
  });

  it('of mixtures speak for the person and against a stranger, and change nothing about the similarity', async () => {
    const own = await voiceScores(heard, full, depsOf(alone));
    const stranger = await voiceScores({ ...heard, cepstra: speaker(2, 9) }, full, depsOf(alone));
    expect(own.mixtures).toBeGreaterThan(0);
    expect(speaksAgainst(own.mixtures, 1)).toBe(false);
    expect(speaksAgainst(stranger.mixtures, 1)).toBe(true);
    expect(stranger.similarity).toBe(own.similarity);
  });

  it('never compare vectors of different models', async () => {
    const other = { ...full, model: 'the-one-before' };
    expect(await voiceScores(heard, other, depsOf(both))).toEqual({
      similarity: -1,
      byModel: [],
      mixtures: undefined,
    });
    const swapped = { ...plain, others: { first: [at(1), at(1), at(1)] } };
    expect((await voiceScores(heard, swapped, depsOf(both))).byModel).toHaveLength(1);
  });

  it('of a recording in which nothing was found are none', async () => {
    const nothing = { ...heard, embedding: undefined, second: undefined, cepstra: undefined };
    expect(await voiceScores(nothing, full, depsOf(both))).toEqual({
      similarity: Number.NaN,
      byModel: [],
      mixtures: undefined,
    });
  });

  it.each([
    ['too short', mixtures.map((packed) => packed.subarray(1))],
    ['without variance', mixtures.map((packed) => packed.map((value, i) => (i === packed.length - 1 ? 0 : value)))],
  ])('refuse mixtures %s', async (_, broken) => {
    const template = { ...full, others: { background: broken } };
    await expect(voiceScores(heard, template, depsOf(both))).rejects.toMatchObject({ code: 'storage_damaged' });
  });
});

describe('what is kept of an enrolled recording', () => {
  it('is a mixture, and what the second model makes of it', () => {
    const kept = enrolmentsByModel(heard, both);
    expect(Object.keys(kept ?? {}).sort()).toEqual(['background', 'second']);
    expect(kept?.second).toEqual([at(0.7)]);
    expect(Object.keys(enrolmentsByModel({ ...heard, second: undefined }, alone) ?? {})).toEqual(['background']);
  });

  it('is nothing of one that is not good enough', () => {
    expect(enrolmentsByModel({ cepstra: undefined, second: undefined }, both)).toBeUndefined();
  });
});
