import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
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
const withData = (file: string) => adopt(join(folder, file), '--faces', folder, '--voices', folder);

describe('models:adopt', () => {
  it('says in one line why a file is not adopted', async () => {
    const { status, err } = await withData('noise.onnx');
    expect([status, err]).toEqual([1, 'not adopted: it is no ONNX file\n']);
  });

  it('leaves nothing behind where the data hold no people', async () => {
    const before = (await readdir(models.folder, { recursive: true })).sort();
    const { status, err } = await withData('made-up.onnx');
    expect(status).toBe(2);
    expect(err).toMatch(/^adopt-\S+ has too few speakers/);
    expect((await readdir(models.folder, { recursive: true })).sort()).toEqual(before);
  });

  it.each([
    [[], /which file/],
    [['a.onnx', 'b.onnx'], /one alone/],
    [['a.onnx', '--faces', '/nowhere', '--voices', '/nowhere'], /--faces \/nowhere is not there/],
  ])('refuses the arguments %j', async (words, reason) => {
    const { status, err } = await adopt(...words);
    expect(status).toBe(2);
    expect(err).toMatch(reason);
  });
});
