import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@/lib/inference/manifest';
import { pinOf } from '@/lib/models/adoption/candidate';
import { builtInVoice } from './built-in-voice';
import { TURNED, turnedNetwork } from './made-up-networks';

/** The built-in voice model, and what its turned copy is called: as good, and in no way comparable. */
export const BUILT_IN = builtInVoice.id;
export const TWIN = 'the-twin';

/** What is different about the twin. */
export interface TwinChange {
  pin?: object;
  /** Of its fusion with the faces; null for none. */
  tail?: object | null;
}

/** Fills a models folder with all that `models/` has, and beside the built-in voice network one that was turned. */
export async function writeTwoModels(folder: string, { pin, tail = {} }: TwinChange = {}): Promise<void> {
  await cp('models', folder, { recursive: true });
  const manifest = JSON.parse(await readFile('models/manifest.json', 'utf8')) as ModelManifest;
  const bytes = turnedNetwork(await readFile(join('models', builtInVoice.file)), builtInVoice);
  const twin = { ...builtInVoice, id: TWIN, ...pinOf(`${TWIN}.onnx`, bytes), output: TURNED, ...pin };
  await writeFile(join(folder, `${TWIN}.onnx`), bytes);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, models: [...manifest.models, twin] }));
  const policy = JSON.parse(await readFile('models/policy.json', 'utf8'));
  const [fusion] = policy.fusion;
  const ofTwin = { ...fusion, models: { ...fusion.models, voice: TWIN }, tail: { ...fusion.tail, ...tail } };
  await writeFile(
    join(folder, 'policy.json'),
    JSON.stringify({ ...policy, fusion: tail === null ? [fusion] : [fusion, ofTwin] }),
  );
}
