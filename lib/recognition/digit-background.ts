import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { type DigitBackground, decodeBackground } from '@/lib/liveness/digits/background';

let loaded: Promise<DigitBackground> | undefined;

/** What digits are compared with besides the person's own, loaded once; after a failure again. Throws `model_invalid`. */
export function digitBackground(): Promise<DigitBackground> {
  loaded ??= read().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function read(): Promise<DigitBackground> {
  const folder = modelsFolder();
  const { buffer } = await readPinned(folder, (await readManifest(folder)).digitBackground);
  return decodeBackground(new Uint8Array(buffer));
}
