import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { modelsFolder } from '@/lib/inference/manifest';

const NETWORKS = ['tracking.onnx', 'tracking-landmarks.onnx'];

/**
 * Puts what the browser's face tracker loads beside its worker (`public/tracking`): its networks, and ONNX Runtime's WebAssembly build (MIT).
 * What is there already stays untouched, and what is not comes whole: other servers may be reading the folder.
 */
export async function placeTracker(folder: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  await mkdir(folder, { recursive: true });
  for (const network of NETWORKS) await place(join(modelsFolder(), 'face', network), join(folder, network));
  await place(join(runtime, 'ort.wasm.bundle.min.mjs'), join(folder, 'onnxruntime.mjs'));
  await place(join(runtime, 'ort-wasm-simd-threaded.wasm'), join(folder, 'onnxruntime.wasm'));
}

async function place(from: string, to: string): Promise<void> {
  const bytes = await readFile(from);
  const there = await readFile(to).catch(() => undefined);
  if (there?.equals(bytes)) return;
  const beside = `${dirname(to)}.${process.pid}.new`;
  await writeFile(beside, bytes);
  await rename(beside, to);
}
