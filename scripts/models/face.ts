import { join } from 'node:path';
import { asSesameError } from '@/lib/errors';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { convertFaceModels } from '@/lib/models/face/convert';
import { makeTracker } from '@/lib/models/face/tracking';
import { command, noArguments } from '../command';

const USAGE = `npm run models:face
  Makes models/face/ anew from the installed @vladmandic/face-api, and compares it with its pins; and public/tracking/, which browsers load.`;

await command(USAGE, async (args) => {
  noArguments(args);
  try {
    await convertFaceModels(join(modelsFolder(), 'face'));
    await makeTracker(join('public', 'tracking'));
    const { face } = await readManifest();
    await Promise.all(Object.values(face).map((pin) => readPinned(modelsFolder(), pin)));
  } catch (error) {
    console.error(asSesameError(error)?.message ?? error);
    process.exitCode = 1;
  }
});
