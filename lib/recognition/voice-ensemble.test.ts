import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordVoice, startEnrolment, takePhoto } from '@/lib/auth/enrol';
import { signUp } from '@/lib/auth/sign-up';
import { speaksAgainst } from '@/lib/decision/ensemble';
import { cosineSimilarity } from '@/lib/math/vector';
import type { Storage } from '@/lib/storage/storage';
import { inDomain } from '@/lib/storage/template';
import { findUserByName } from '@/lib/storage/users';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { ENROLLED, photo, recording, sentence } from '@/lib/testing/captures';
import type { TestDeps } from '@/lib/testing/deps';
import { rememberingDeps } from '@/lib/testing/remembering-deps';
import { openTestStorage } from '@/lib/testing/storage';
import { unpackMixture } from '@/lib/voice/mixture-score';
import { observeSentence } from './observe-sentence';
import { voiceScores } from './voice-scores';

const ADDRESS = '203.0.113.9';
const BACKGROUND = 'mfcc-gmm-5';

describe('two voice models', () => {
  let storage: Storage;
  let one: TestDeps;
  /** The same network under another id. */
  let two: TestDeps;

  beforeAll(async () => {
    storage = await openTestStorage();
    one = await rememberingDeps(storage);
    const [model, ensemble] = await Promise.all([one.voiceModel(), one.voiceEnsemble()]);
    const { calibration } = one.policy.voice;
    const second = { model: { ...model, id: 'second' }, calibration };
    two = { ...one, voiceEnsemble: async () => ({ ...ensemble, second }) };
  });
  afterAll(() => storage.close());

  async function enrolled(name: string, deps: TestDeps) {
    const started = await startEnrolment({ name, consent: true }, ADDRESS, deps);
    if (!started.ok) throw new Error(started.code);
    const { attemptId } = started;
    for (const index of [0, 1, 2])
      await takePhoto({ attemptId, index, photo: await photo('ada', index === 2 ? 1 : 0) }, deps);
    for (const [index, n] of ENROLLED.entries())
      expect(await recordVoice({ attemptId, index, recording: await sentence('slt', n) }, deps)).toEqual({ ok: true });
    expect(await signUp({ attemptId }, ADDRESS, deps)).toMatchObject({ ok: true });
    const user = await findUserByName(storage, name);
    return storage.templates.readOne(user!.id, 'voice');
  }

  it('both keep every enrolled recording, and so do the mixtures', async () => {
    const { embeddings, others } = inDomain(await enrolled('both', two), undefined);
    expect(others?.second).toHaveLength(embeddings.length);
    // Turned in float32, the others in float64.
    for (const [i, vector] of others!.second!.entries())
      expect(cosineSimilarity(vector, embeddings[i]!)).toBeCloseTo(1, 5);
    expect(others?.[BACKGROUND]?.map((packed) => unpackMixture(packed).weights.length)).toEqual([5, 5, 5, 5]);
  });

  it('judge alike where they are the same network, and somebody of before is judged by the first', async () => {
    const before = await enrolled('before', one);
    const after = await enrolled('after', two);
    expect(Object.keys(before.others ?? {})).toEqual([BACKGROUND]);
    const observed = await observeSentence(await recording('slt', 4), two);
    const old = await voiceScores(observed, before, two);
    const both = await voiceScores(observed, after, two);
    expect([old.byModel.length, both.byModel.length]).toEqual([1, 2]);
    expect([speaksAgainst(old.mixtures, 1), speaksAgainst(both.mixtures, 1)]).toEqual([false, false]);
    expect(both.similarity).toBeCloseTo(old.similarity, 5);
    expect(both.similarity).toBeGreaterThan(two.policy.voice.minSimilarity);
  });
});

describe('a second voice model', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  it.each([
    ['that was not calibrated', 'wespeaker-resnet34-lm'],
    ['that nobody knows', 'a-model-of-tomorrow'],
  ])('%s is refused by its name', async (_, id) => {
    vi.stubEnv('VOICE_MODEL', `${builtInVoice.id},${id}`);
    vi.resetModules();
    const { configuredEnsemble } = await import('./voice-ensemble');
    const refusal = { code: 'model_invalid', message: expect.stringContaining(id) };
    await expect(configuredEnsemble()).rejects.toMatchObject(refusal);
  });
});
