import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TinyFiles, type TinyNetworks, tinyNetworks } from '@/lib/face/tiny/networks';

/** The files that browsers load. */
export async function readTinyFiles(): Promise<TinyFiles> {
  const read = async (name: string): Promise<ArrayBuffer> =>
    new Uint8Array(await readFile(join('public', 'tracking', name))).buffer;
  return {
    kernels: await read('kernels.wasm'),
    detection: await read('detection.bin'),
    landmarks: await read('landmarks.bin'),
  };
}

export const openTinyNetworks = async (): Promise<TinyNetworks> => tinyNetworks(await readTinyFiles());
