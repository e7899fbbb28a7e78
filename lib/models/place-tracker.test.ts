import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { placeTracker } from './place-tracker';

it('puts the pinned network and ONNX Runtime where the worker looks for them, whatever is there already', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tracking-'));
  try {
    for (let time = 0; time < 2; time++) await placeTracker(join(folder, 'tracking'));
    const placed = (file: string): Promise<Buffer> => readFile(join(folder, 'tracking', file));
    expect((await readdir(join(folder, 'tracking'))).sort()).toEqual([
      'onnxruntime.mjs',
      'onnxruntime.wasm',
      'tracking.onnx',
    ]);
    const network = await readPinned(modelsFolder(), (await readManifest()).face.tracking);
    expect((await placed('tracking.onnx')).equals(network)).toBe(true);
    expect(WebAssembly.validate(new Uint8Array(await placed('onnxruntime.wasm')))).toBe(true);
    expect((await placed('onnxruntime.mjs')).toString()).toContain('InferenceSession');
    const worker = await readFile('public/tracking/worker.mjs', 'utf8');
    for (const file of ['onnxruntime.mjs', 'onnxruntime.wasm', 'tracking.onnx']) expect(worker).toContain(file);
  } finally {
    await rm(folder, { recursive: true });
  }
});
