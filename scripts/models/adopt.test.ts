import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeUpNetwork } from '@/lib/testing/made-up-networks';
import { copyOfModels } from '@/lib/testing/models-folder';
import { runScript } from '@/lib/testing/run-script';

let models: Awaited<ReturnType<typeof copyOfModels>>;
let folder: string;

beforeAll(async () => {
  models = await copyOfModels();
  folder = await mkdtemp(join(tmpdir(), 'adopt-'));
  await writeFile(join(folder, 'noise.onnx'), new Uint8Array(1000).fill(7));
  await writeFile(join(folder, 'made-up.onnx'), madeUpNetwork());
});
afterAll(() => Promise.all([models.remove(), rm(folder, { recursive: true })]));

const adopt = (...words: string[]) => runScript('scripts/models/adopt.ts', words, { MODELS_DIR: models.folder });

describe('models:adopt', () => {
  it('says in one line why a file is not adopted', async () => {
    const people = join(folder, 'people');
    for (const name of ['ada', 'berta']) {
      await mkdir(join(people, name), { recursive: true });
      for (const file of ['1.jpg', '2.jpg', '1.wav', '2.wav', '3.wav', '4.wav'])
        await writeFile(join(people, name, file), '');
    }
    const { status, err } = await adopt(join(folder, 'noise.onnx'), '--faces', people, '--voices', people);
    expect([status, err]).toEqual([1, 'not adopted: it is no ONNX file\n']);
  });

  it('says before it works that the data hold no people', async () => {
    const before = (await readdir(models.folder, { recursive: true })).sort();
    const empty = join(folder, 'empty');
    await mkdir(empty);
    const { status, err } = await adopt(join(folder, 'made-up.onnx'), '--faces', empty, '--voices', empty);
    expect(status).toBe(2);
    expect(err).toMatch(/^\S+ has no folders of people with files in them.*\n$/);
    expect((await readdir(models.folder, { recursive: true })).sort()).toEqual(before);
  });

  it.each([
    [[], /which file/],
    [['a.onnx', 'b.onnx'], /one alone/],
    [['a.onnx', '--faces', '/nowhere', '--voices', '/nowhere'], /^--faces \/nowhere is no folder\n$/],
  ])('refuses the arguments %j', async (words, reason) => {
    const { status, err } = await adopt(...words);
    expect(status).toBe(2);
    expect(err).toMatch(reason);
  });
});
