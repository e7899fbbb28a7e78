import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchCrowd } from '@/lib/benchmark/crowd';
import { benchFace } from '@/lib/benchmark/face';
import type { Figure } from '@/lib/benchmark/figures';
import { benchGallery } from '@/lib/benchmark/gallery';
import { benchLogin } from '@/lib/benchmark/login';
import { benchLongRecording } from '@/lib/benchmark/long-recording';
import { benchServer } from '@/lib/benchmark/server';
import { benchVerify } from '@/lib/benchmark/verify';
import { benchVoice } from '@/lib/benchmark/voice';
import { command, WrongArguments } from './command';

const parts: Record<string, () => Promise<Figure[]>> = {
  login: benchLogin,
  voice: benchVoice,
  server: benchServer,
  crowd: benchCrowd,
  'long-recording': benchLongRecording,
  verify: benchVerify,
  gallery: benchGallery,
  // Last: face-api stays in memory.
  face: benchFace,
};

const USAGE = `npm run bench -- [PART ...] [--json FILE]
  Measures these parts, or all: ${Object.keys(parts).join(', ')}.
  --json FILE   writes the figures there, with the machine they are from`;

await command(USAGE, async (args) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'string' } } });
  const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
  const figures: Record<string, Figure[]> = {};

  for (const part of chosen) {
    const run = parts[part];
    if (!run) throw new WrongArguments(`there is no part ${part}`);
    figures[part] = await run();
    console.info(`\n${part}`);
    for (const { name, value, unit, how } of figures[part]) {
      console.info(`  ${name.padEnd(40)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(8)} ${how}`);
    }
  }

  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
  process.exit(0);
});
