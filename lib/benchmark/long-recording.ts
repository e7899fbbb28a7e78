import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '@/lib/math/statistics';
import { oggOpus } from '@/lib/media/fixtures/ogg';
import { wav } from '@/lib/media/fixtures/wav';
import { readOgg } from '@/lib/media/ogg';
import { concatenate } from '@/lib/media/pcm';
import { decodeSound } from '@/lib/media/sound';
import { recording } from '@/lib/testing/captures';
import type { Figure } from './figures';

const RUNS = 3;

const SECONDS = [60, 600] as const;

interface Run {
  milliseconds: number;
  megabytes: number;
}

/** One minute and ten minutes of sentences, each decoded and observed in a process of its own. */
export async function benchLongRecording(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'open-sesame-bench-'));
  try {
    const sentences = await Promise.all(([1, 2, 3, 4] as const).map((n) => recording('slt', n)));
    return [
      ...(await compare('WAV', folder, await waves(sentences))),
      ...(await compare('Opus', folder, await oggs(sentences))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function waves(sentences: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const audio = concatenate(await Promise.all(sentences.map((sentence) => decodeSound(sentence))));
  return SECONDS.map((seconds) =>
    wav(Float32Array.from({ length: seconds * 16_000 }, (_, i) => audio[i % audio.length] as number)),
  );
}

/** Opus packets of 20 ms. */
async function oggs(sentences: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const packets = sentences.flatMap((sentence) => [...(readOgg(sentence)?.packets ?? [])]);
  return SECONDS.map((seconds) =>
    oggOpus(Array.from({ length: seconds * 50 }, (_, i) => packets[i % packets.length] as Uint8Array)),
  );
}

async function compare(name: string, folder: string, files: readonly Uint8Array[]): Promise<Figure[]> {
  const path = join(folder, 'recording');
  const runs: Run[] = [];
  for (const file of files) {
    await writeFile(path, file);
    const each: Run[] = [];
    for (let i = 0; i < RUNS; i++) each.push(await observeOnce(path));
    runs.push({
      milliseconds: median(each.map((run) => run.milliseconds)),
      megabytes: median(each.map((run) => run.megabytes)),
    });
  }
  const [short, long] = runs as [Run, Run];
  const how = `median of ${RUNS} processes, file in memory included`;
  return [
    { name: `1 minute of ${name}, peak memory`, value: short.megabytes, unit: 'MB', how },
    { name: `10 minutes of ${name}, peak memory`, value: long.megabytes, unit: 'MB', how },
    { name: 'that is more by', value: (long.megabytes / short.megabytes - 1) * 100, unit: '%', how: 'at most 10' },
    { name: `1 minute of ${name}`, value: short.milliseconds, unit: 'ms', how: 'bytes to observation' },
    { name: `10 minutes of ${name}`, value: long.milliseconds, unit: 'ms', how: 'bytes to observation' },
  ];
}

async function observeOnce(path: string): Promise<Run> {
  const script = join(process.cwd(), 'lib', 'benchmark', 'observe-once.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, path]);
  return JSON.parse(stdout) as Run;
}
