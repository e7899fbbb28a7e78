import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '@/lib/decision/policy';
import { cosineSimilarity } from '@/lib/math/vector';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import { BUILT_IN as IN_USE, TWIN as OLD, writeTwoModels } from '@/lib/testing/two-models';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { findEarlierVoices } from './earlier-voices';
import { loginPolicy } from './policy';

const PEOPLE = new Map([
  [IN_USE, 5],
  [OLD, 2],
]);

let folder: string;
let policy: Policy;

const find = () => findEarlierVoices(PEOPLE, { id: IN_USE, policy }, 'balanced', folder);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-sesame-two-models-'));
  policy = (await loginPolicy(IN_USE, 'balanced')).policy;
});
afterEach(() => rm(folder, { recursive: true }));

describe('the voice models that people are still enrolled with', () => {
  it('listen beside the one in use, each for itself, and are judged by their own policy', async () => {
    await writeTwoModels(folder, { tail: { start: 5 } });
    const { voices, messages } = await find();
    expect(voices.map(({ model }) => model.id)).toEqual([OLD]);
    expect(messages).toEqual([expect.stringContaining(`${OLD}: 2 enrolled`)]);
    const [{ model, policy: old }] = voices as [(typeof voices)[number]];
    expect(old.minFused).toBeGreaterThan(policy.minFused);
    const audio = await decodeSound(await recording('slt', 4));
    const observed = await observeVoice(audio, await voiceModel(), { earlier: [model] });
    expect(observed.model).toBe(IN_USE);
    expect([...observed.earlier.keys()]).toEqual([OLD]);
    const earlier = observed.earlier.get(OLD)!;
    expect(earlier).toEqual((await observeVoice(audio, model)).embedding);
    // Another network's: nothing alike.
    expect(Math.abs(cosineSimilarity(earlier, observed.embedding!))).toBeLessThan(0.3);
  });

  it('are held to the stricter floor and the threshold in use where no fusion of theirs is known', async () => {
    await writeTwoModels(folder, { tail: null });
    const [found] = (await find()).voices;
    expect(found?.policy).toEqual(policy);
    const calibration = { similarity: 0.9, dataset: 'test', falseMatchRate: 0.01, date: '2026-11-21' };
    await writeTwoModels(folder, { tail: null, pin: { calibration } });
    expect((await find()).voices[0]?.policy.voice.minSimilarity).toBe(0.9);
  });

  it.each<[string, object]>([
    ['whose file is gone', { file: 'gone.onnx' }],
    ['whose file is another', { sha256: '0'.repeat(64) }],
    ['that was not calibrated', { llr: undefined }],
    ['that the manifest does not know', { id: 'another-model' }],
  ])('leave one out %s, and tell the operator of the code', async (_, pin) => {
    await writeTwoModels(folder, { pin });
    const { voices, messages } = await find();
    expect(voices).toEqual([]);
    expect(messages).toEqual([expect.stringContaining('npm run people -- renewal-code')]);
  });

  it('are none where everybody is with the model in use', async () => {
    const found = await findEarlierVoices(new Map([[IN_USE, 5]]), { id: IN_USE, policy }, 'balanced');
    expect(found).toEqual({ voices: [], messages: [] });
  });
});
