import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { placeTracker } from './place-tracker';

const FILES = ['onnxruntime.mjs', 'onnxruntime.wasm', 'tracking-landmarks.onnx', 'tracking.onnx'];

let folder: string;
const placed = (file: string): Promise<Buffer> => readFile(join(folder, 'tracking', file));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracking-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('puts the pinned network and ONNX Runtime where the worker looks for them, and nothing else', async () => {
  await placeTracker(join(folder, 'tracking'));
  expect((await readdir(join(folder, 'tracking'))).sort()).toEqual(FILES);
  expect(await readdir(folder)).toEqual(['tracking']);
  const network = await readPinned(modelsFolder(), (await readManifest()).face.tracking);
  expect((await placed('tracking.onnx')).equals(network)).toBe(true);
  expect(WebAssembly.validate(new Uint8Array(await placed('onnxruntime.wasm')))).toBe(true);
  expect((await placed('onnxruntime.mjs')).toString()).toContain('InferenceSession');
  const worker = await readFile('public/tracking/worker.mjs', 'utf8');
  for (const file of FILES) expect(worker).toContain(file);
});

it('leaves what is there as it is, and puts back what is damaged', async () => {
  await placeTracker(join(folder, 'tracking'));
  const placedAs = async (file: string): Promise<number> => (await stat(join(folder, 'tracking', file))).ino;
  const before = await Promise.all(FILES.map(placedAs));
  await placeTracker(join(folder, 'tracking'));
  expect(await Promise.all(FILES.map(placedAs))).toEqual(before);
  const network = await placed('tracking.onnx');
  await writeFile(join(folder, 'tracking', 'tracking.onnx'), 'half of it');
  await placeTracker(join(folder, 'tracking'));
  expect((await placed('tracking.onnx')).equals(network)).toBe(true);
});
