import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asSesameError } from '@/lib/errors';
import { modelsFolder, type PinnedFile, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { command, noArguments } from '../command';

const USAGE = `npm run models:check
  Compares every model file with its pin. A model that was never pulled is no fault. Exit status: 0 all as pinned, 1 not.`;

const folder = modelsFolder();

await command(USAGE, async (args) => {
  noArguments(args);
  const { models, face, voiceBackground } = await readManifest();
  for (const model of models) {
    for (const file of [model, model.cohort, model.golden].filter((pin) => pin !== undefined)) {
      if (model.url && !existsSync(join(folder, file.file))) {
        console.log(`-   ${file.file}: not pulled (npm run models:pull ${model.id})`);
      } else {
        await check(file);
      }
    }
  }
  for (const file of [voiceBackground, ...Object.values(face)]) await check(file);
});

async function check(file: PinnedFile): Promise<void> {
  try {
    await readPinned(folder, file);
    console.log(`ok  ${file.file}`);
  } catch (error) {
    console.log(`BAD ${asSesameError(error)?.message ?? error}`);
    process.exitCode = 1;
  }
}
