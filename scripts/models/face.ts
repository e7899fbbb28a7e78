import { join } from 'node:path';
import { asSesameError } from '@/lib/errors';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { convertFaceModels } from '@/lib/models/face/convert';
import { placeTracker } from '@/lib/models/place-tracker';
import { command, noArguments } from '../command';

const USAGE = `npm run models:face
  Makes models/face/ unless it is there already, compares it with its pins, and places the browser's tracker.`;

await command(USAGE, async (args) => {
  noArguments(args);
  const { face } = await readManifest();
  const check = (): Promise<unknown> => Promise.all(Object.values(face).map((pin) => readPinned(modelsFolder(), pin)));

  try {
    await check().catch(async () => {
      await convertFaceModels(join(modelsFolder(), 'face'));
      await check();
    });
    await placeTracker();
  } catch (error) {
    console.error(asSesameError(error)?.message ?? error);
    process.exitCode = 1;
  }
});
