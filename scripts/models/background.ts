import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSound } from '@/lib/evaluation/data/bad-data';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { modelsFolder, readManifest } from '@/lib/inference/manifest';
import { trainBackground } from '@/lib/models/voice-background';
import { packMixture } from '@/lib/voice/mixture-score';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';
import { asWrongArguments, command, WrongArguments } from '../command';

const USAGE = `npm run models:background -- --data DIR
  Trains the background model of the second opinion on folders of recordings, one a speaker.`;

await command(USAGE, (args) => train(args).catch(asWrongArguments));

async function train(args: string[]): Promise<void> {
  const { data } = parseArgs({ args, options: { data: { type: 'string' } } }).values;
  if (!data) throw new WrongArguments('--data is missing');
  const { voiceBackground: pin } = await readManifest();
  const model = await voiceModel();
  const recordings: Float32Array[] = [];
  for (const { path } of await filesOfPeople(data, SOUND_EXTENSIONS)) {
    const { cepstra } = await observeVoice(await readSound(path), model, { cepstra: true });
    if (cepstra) recordings.push(cepstra.data);
  }
  const bytes = new Uint8Array(packMixture(trainBackground(recordings)).buffer);
  await writeFile(join(modelsFolder(), pin.file), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(
    `${pin.file}: ${recordings.length} recordings; the pin is "bytes": ${bytes.length}, "sha256": "${sha256}"`,
  );
  process.exit(0);
}
