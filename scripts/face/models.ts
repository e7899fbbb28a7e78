import { join } from 'node:path';
import { asSesameError } from '@/lib/errors';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { convertFaceModels } from './convert';

/** `npm run models:face`: makes `models/face/` unless it is there already, and compares it with its pins. */
const { face } = await readManifest();
const check = (): Promise<unknown> => Promise.all(Object.values(face).map((pin) => readPinned(modelsFolder(), pin)));

try {
  await check().catch(async () => {
    await convertFaceModels(join(modelsFolder(), 'face'));
    await check();
  });
} catch (error) {
  console.error(asSesameError(error)?.message ?? error);
  process.exitCode = 1;
}
