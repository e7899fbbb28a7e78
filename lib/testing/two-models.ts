import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@/lib/inference/manifest';
import { builtInVoice } from './built-in-voice';

/** The built-in voice model, and what its copy is called. */
export const BUILT_IN = builtInVoice.id;
export const TWIN = 'the-twin';

/** What is different about the twin. */
export interface TwinChange {
  pin?: object;
  /** Of its fusion with the faces; null for none. */
  tail?: object | null;
}

/** Fills a models folder with manifest, policy and the built-in voice network, twice: the second time under another id. */
export async function writeTwoModels(folder: string, { pin, tail = {} }: TwinChange = {}): Promise<void> {
  const manifest = JSON.parse(await readFile('models/manifest.json', 'utf8')) as ModelManifest;
  const builtIn = manifest.models.find(({ id }) => id === BUILT_IN);
  if (!builtIn) throw new Error(`models/manifest.json has no ${BUILT_IN}`);
  const twin = { ...builtIn, id: TWIN, file: `${TWIN}.onnx`, ...pin };
  await mkdir(folder, { recursive: true });
  for (const copy of [builtIn.file, `${TWIN}.onnx`]) await copyFile(join('models', builtIn.file), join(folder, copy));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, models: [...manifest.models, twin] }));
  const policy = JSON.parse(await readFile('models/policy.json', 'utf8'));
  const [fusion] = policy.fusion;
  const ofTwin = { ...fusion, models: { ...fusion.models, voice: TWIN }, tail: { ...fusion.tail, ...tail } };
  await writeFile(
    join(folder, 'policy.json'),
    JSON.stringify({ ...policy, fusion: tail === null ? [fusion] : [fusion, ofTwin] }),
  );
}

/** The app in another folder, by links, with two voice models in its own models folder. */
export async function linkAppWithTwoModels(folder: string): Promise<string> {
  const app = join(folder, 'app');
  await mkdir(join(app, 'models'), { recursive: true });
  const link = async (from: string, to: string, leaveOut: readonly string[]): Promise<void> => {
    for (const name of await readdir(from)) {
      if (!leaveOut.includes(name)) await symlink(join(process.cwd(), from, name), join(to, name));
    }
  };
  await link('.', app, ['models', 'db', 'tmp', '.git', 'test-results']);
  await link('models', join(app, 'models'), ['manifest.json', 'policy.json', `${BUILT_IN}.onnx`]);
  await writeTwoModels(join(app, 'models'));
  return app;
}
