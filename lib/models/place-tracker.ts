import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { modelsFolder } from '@/lib/inference/manifest';

/** Puts what the browser's face tracker loads beside its worker (`public/tracking`): the network, and ONNX Runtime's WebAssembly build (MIT). */
export async function placeTracker(folder: string): Promise<void> {
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  await mkdir(folder, { recursive: true });
  await copyFile(join(modelsFolder(), 'face', 'tracking.onnx'), join(folder, 'tracking.onnx'));
  await copyFile(join(runtime, 'ort.wasm.bundle.min.mjs'), join(folder, 'onnxruntime.mjs'));
  await copyFile(join(runtime, 'ort-wasm-simd-threaded.wasm'), join(folder, 'onnxruntime.wasm'));
}
