import { parseArgs } from 'node:util';
import { findModel, type ModelPin, modelsFolder, readManifest } from '@/lib/inference/manifest';
import { readPinned } from '@/lib/inference/pinned';
import { DownloadError, download } from '@/lib/models/download';
import { command } from '../command';

const USAGE = `npm run models:pull -- [ID ...]
  Downloads these models of models/manifest.json, or the recommended ones, and compares them with their pins.
  MODELS_MIRROR=URL fetches them from there.`;

async function pull(ids: readonly string[]): Promise<void> {
  const manifest = await readManifest();
  const wanted = ids.length > 0 ? ids : Object.values(manifest.recommended);
  for (const id of wanted) await pullOne(findModel(manifest, 'voice-embedding', id));
}

async function pullOne(pin: ModelPin): Promise<void> {
  const present = await readPinned(modelsFolder(), pin).then(
    () => true,
    () => false,
  );
  if (present) return console.log(`${pin.id}: already there`);
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  let shown = -1;
  await download(modelsFolder(), pin, {
    mirror: process.env.MODELS_MIRROR || undefined,
    onProgress: (received, total) => {
      const percent = Math.floor((100 * received) / total);
      // A terminal sees every percent, a log every tenth.
      if (percent === shown || (!process.stdout.isTTY && percent % 10 !== 0)) return;
      shown = percent;
      const line = `${pin.id}: ${percent} % of ${megabytes(total)} MB`;
      process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`);
    },
  });
  if (process.stdout.isTTY) process.stdout.write('\n');
  console.log(`${pin.id}: ${pin.file}, ${pin.licence}, verified. Set VOICE_MODEL=${pin.id} to use it.`);
}

await command(USAGE, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  try {
    await pull(positionals);
  } catch (error) {
    if (!(error instanceof DownloadError) && (error as Error).name !== 'SesameError') throw error;
    console.error((error as Error).message);
    process.exitCode = 1;
  }
});
