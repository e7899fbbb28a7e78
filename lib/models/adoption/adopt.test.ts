import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel, type ModelManifest, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { cosineSimilarity, l2Normalise } from '@/lib/math/vector';
import { decodeSound } from '@/lib/media/sound';
import { loginPolicy } from '@/lib/runtime/policy';
import { builtInVoice } from '@/lib/testing/built-in-voice';
import { recording } from '@/lib/testing/captures';
import { goldenAudio } from '@/lib/testing/golden-voice';
import { type MadeUp, madeUpNetwork, TURNED, turnedNetwork } from '@/lib/testing/made-up-networks';
import { copyOfModels } from '@/lib/testing/models-folder';
import { filterbank } from '@/lib/voice/filterbank';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { type Adoption, type AdoptionSteps, adoptVoiceModel } from './adopt';

const ID = 'made-up';
const measured = { dataset: 'a test', date: '2026-11-21' };

let models: string;
let removeModels: () => Promise<void>;
let folder: string;
let file: string;

beforeEach(async () => {
  ({ folder: models, remove: removeModels } = await copyOfModels());
  folder = await mkdtemp(join(tmpdir(), 'candidate-'));
  file = join(folder, 'candidate.onnx');
});
afterEach(() => Promise.all([removeModels(), rm(folder, { recursive: true })]));

/** The fusion of the built-in model under another name, and its worth; what a calibration really finds has tests of its own. */
async function calibrated(id: string, where: string): Promise<void> {
  const change = async (name: string, by: (content: never) => unknown): Promise<void> => {
    const path = join(where, name);
    await writeFile(path, JSON.stringify(by(JSON.parse(await readFile(path, 'utf8')) as never)));
  };
  await change('manifest.json', (manifest: ModelManifest) => ({
    ...manifest,
    models: manifest.models.map((pin) => (pin.id === id ? { ...pin, llr: builtInVoice.llr } : pin)),
  }));
  await change('policy.json', (policy: { fusion: [{ models: object }] }) => {
    const [first] = policy.fusion;
    return { ...policy, fusion: [...policy.fusion, { ...first, models: { ...first.models, voice: id } }] };
  });
}

const steps: AdoptionSteps = {
  cohort: async () => undefined,
  measure: async () => ({
    calibration: { ...measured, similarity: 0.6, falseMatchRate: 0.01 },
    enrolment: { ...measured, maxDistance: 0.4 },
  }),
  calibrate: calibrated,
  say: () => undefined,
};

function adopt(change: Partial<Adoption> = {}, changedSteps: Partial<AdoptionSteps> = {}) {
  const said = { file, id: ID, licence: 'MIT', origin: 'Made up for a test', date: '2026-11-21', isDefault: false };
  return adoptVoiceModel({ ...said, ...change }, { ...steps, ...changedSteps }, models);
}

/** Names of everything in the models folder, and what manifest and policy say. */
async function everything(): Promise<unknown> {
  const names = await readdir(models, { recursive: true });
  const texts = ['manifest.json', 'policy.json'].map((name) => readFile(join(models, name), 'utf8'));
  return [names.sort(), await Promise.all(texts)];
}

describe('a network that is adopted', () => {
  it('is pinned, described, and hears voices', async () => {
    await writeFile(file, madeUpNetwork());
    const { trial } = await adopt();
    expect(trial.embeddingSize).toBe(24);
    const pin = findModel(await readManifest(models), 'voice-embedding', ID);
    expect(pin).toMatchObject({ input: 'sound', output: 'embedding', embeddingSize: 24, file: `${ID}.onnx` });
    expect(await readPinned(models, pin)).toEqual(new Uint8Array(await readFile(file)));
    expect(await readFile(join(models, `${ID}.md`), 'utf8')).toContain(pin.sha256);

    const model = await voiceModel(ID, { folder: models });
    const heard = await observeVoice(await decodeSound(await recording('slt', 4)), model);
    expect(heard).toMatchObject({ model: ID, issues: [] });
    expect(heard.embedding).toHaveLength(24);
    const golden = JSON.parse(new TextDecoder().decode(await readPinned(models, pin.golden!)));
    const chirp = await model.embed(filterbank(goldenAudio('chirp')));
    expect(cosineSimilarity(chirp, l2Normalise(Float32Array.from(golden.chirp)))).toBeCloseTo(1, 4);
  });

  it('is what log-ins go by, with its own threshold and distance of enrolments', async () => {
    await writeFile(file, madeUpNetwork());
    await adopt({ isDefault: true });
    expect((await voiceModel(undefined, { folder: models })).id).toBe(ID);
    const { policy } = await loginPolicy(ID, 'balanced', models);
    expect(policy.voice).toMatchObject({ minSimilarity: 0.6, maxEnrolmentDistance: 0.4 });
    const before = await loginPolicy(builtInVoice.id, 'balanced', models);
    expect(before).toEqual(await loginPolicy(builtInVoice.id, 'balanced'));
  });

  it('says as much as the one that it is a rotation of, in vectors that are not comparable', async () => {
    const original = await readFile(join(models, builtInVoice.file));
    await writeFile(file, turnedNetwork(original, builtInVoice));
    await expect(adopt()).rejects.toThrow(/gives embs, turned: say which with --output/);
    await adopt({ output: TURNED });
    const both = [await voiceModel(builtInVoice.id), await voiceModel(ID, { folder: models })];
    const [plain, turned] = await Promise.all(
      both.map(async (model) => {
        const heard = [1, 2].map(async (n) => observeVoice(await decodeSound(await recording('slt', n as 1)), model));
        const [first, second] = await Promise.all(heard);
        return { first: first!.embedding!, alike: cosineSimilarity(first!.embedding!, second!.embedding!) };
      }),
    );
    expect(turned!.alike).toBeCloseTo(plain!.alike, 4);
    expect(Math.abs(cosineSimilarity(turned!.first, plain!.first))).toBeLessThan(0.3);
  });

  it('brings other speakers’ voices where there are some', async () => {
    await writeFile(file, madeUpNetwork());
    await adopt({}, { cohort: async () => new Float32Array(200 * 24).fill(1 / Math.sqrt(24)) });
    const { cohort } = findModel(await readManifest(models), 'voice-embedding', ID);
    expect(cohort).toMatchObject({ embeddings: 200, bytes: 200 * 24 * 4 });
    expect(await readPinned(models, cohort!)).toHaveLength(200 * 24 * 4);
  });

  it('has the pairs from before calibrated too where faces weigh something else now', async () => {
    await writeFile(file, madeUpNetwork());
    const asked: string[] = [];
    await adopt(
      {},
      {
        calibrate: async (id, where) => {
          asked.push(id);
          if (id !== ID) return;
          await calibrated(id, where);
          const path = join(where, 'manifest.json');
          const manifest = JSON.parse(await readFile(path, 'utf8'));
          manifest.face.embedding.llr.scale += 1;
          await writeFile(path, JSON.stringify(manifest));
        },
      },
    );
    expect(asked).toEqual([ID, builtInVoice.id]);
  });
});

const madeUp = (change: MadeUp) => (): Uint8Array => madeUpNetwork(change);
const op =
  (name: string): MadeUp['ending'] =>
  (net, x) =>
    net.apply(name, [x], x.shape);

const always: MadeUp['ending'] = (net, x) => net.apply('Cos', [net.apply('Sub', [x, x], x.shape)], x.shape);

describe('nothing is written for', () => {
  it.each<[string, () => Uint8Array, Partial<Adoption>, RegExp]>([
    ['what is no ONNX', () => new TextEncoder().encode('hello'), {}, /no ONNX file/],
    ['features of another size', madeUp({ bins: 40 }), {}, /no float32 \[batch, frames, 80\]/],
    ['sounds of one length', madeUp({ frames: 100 }), {}, /free frames/],
    ['embeddings that are no numbers', madeUp({ ending: op('Acosh') }), {}, /no numbers/],
    ['embeddings that change', madeUp({ ending: op('RandomNormalLike') }), {}, /something else for the same sound/],
    ['one embedding for everything', madeUp({ ending: always }), {}, /the same for a voice and for a chirp/],
    [
      'an operator that there is not',
      madeUp({ ending: op('NoSuchThing') }),
      {},
      /ONNX Runtime cannot run it \(.*NoSuch/,
    ],
    ['an output that it lacks', madeUp({}), { output: 'other' }, /no output other/],
    ['an id that is taken', madeUp({}), { id: builtInVoice.id }, /is taken/],
    ['an id that leaves the folder', madeUp({}), { id: '../../x' }, /is none/],
    ['a file that is not there', madeUp({}), { file: '/nowhere.onnx' }, /cannot be read/],
    ['a folder', madeUp({}), { file: '/tmp' }, /is no file/],
  ])('%s', async (_, bytes, change, reason) => {
    await writeFile(file, bytes());
    const before = await everything();
    await expect(adopt(change)).rejects.toMatchObject({ name: 'UnfitModel', message: expect.stringMatching(reason) });
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Partial<AdoptionSteps>]>([
    ['a measurement that fails', { measure: () => Promise.reject(new TypeError('too few speakers')) }],
    ['a calibration that fails', { calibrate: () => Promise.reject(new Error('ended with 1')) }],
  ])('%s', async (_, changed) => {
    await writeFile(file, madeUpNetwork());
    const before = await everything();
    await expect(adopt({}, changed)).rejects.toThrow(/too few speakers|ended with 1/);
    expect(await everything()).toEqual(before);
  });

  it('golden values of the reference that are others', async () => {
    await writeFile(file, madeUpNetwork());
    const before = await everything();
    const golden = join(folder, 'golden.json');
    await writeFile(golden, JSON.stringify({ voice: Array(24).fill(1), chirp: Array(24).fill(1) }));
    await expect(adopt({ golden })).rejects.toThrow(/differs from .*golden\.json in voice/);
    await writeFile(golden, '[]');
    await expect(adopt({ golden })).rejects.toThrow(/holds no golden values/);
    expect(await everything()).toEqual(before);
  });

  it('a manifest that somebody else changes meanwhile', async () => {
    await writeFile(file, madeUpNetwork());
    const path = join(models, 'manifest.json');
    const theirs = `${await readFile(path, 'utf8')}\n`;
    const names = await readdir(models);
    const meanwhile = {
      measure: async () => {
        await writeFile(path, theirs);
        return {};
      },
    };
    await expect(adopt({}, meanwhile)).rejects.toThrow(/has changed meanwhile/);
    expect(await readFile(path, 'utf8')).toBe(theirs);
    expect(await readdir(models)).toEqual(names);
  });
});
