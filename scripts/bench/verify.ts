import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAdmission } from '@/lib/auth/admission';
import { verifyVoice } from '@/lib/auth/verify-voice';
import { decodeSound } from '@/lib/media/sound';
import { SAMPLE_RATE } from '@/lib/voice/audio';
import { voiceModel } from '@/lib/voice/model';
import { dataFiles } from '@/scripts/evaluate/folders';
import type { Figure } from './figures';

const PAIRS = 200;
const AT_ONCE = 4;

interface Recording {
  bytes: Uint8Array;
  seconds: number;
}

/** Pair verifications from the bytes of two files to the answer, four at a time. */
export async function benchVerify(): Promise<Figure[]> {
  const all = await recordings();
  const short = all.filter(({ seconds }) => seconds > 4 && seconds < 6);
  return [...(await rate(short)), ...(await rate(all))];
}

async function rate(files: readonly Recording[]): Promise<Figure[]> {
  const deps = { admission: createAdmission(), voiceModel: () => voiceModel() };
  const file = (i: number): Recording => files[i % files.length] as Recording;
  const verify = async (i: number): Promise<boolean> => {
    const answer = await verifyVoice({ a: file(i).bytes, b: file(i * 7 + 1).bytes }, deps);
    return answer.ok;
  };
  for (let i = 0; i < AT_ONCE; i++) await verify(i);

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  const pairs = Array.from({ length: PAIRS }, (_, i) => i).values();
  let scored = 0;
  const client = async (): Promise<void> => {
    for (const i of pairs) if (await verify(i)) scored++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  const elapsed = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(usedBefore);
  delay.disable();

  const mean = files.reduce((sum, { seconds }) => sum + seconds, 0) / files.length;
  const how = `${PAIRS} pairs of files of ${mean.toFixed(1)} s, ${AT_ONCE} at once, ${scored} with a score`;
  return [
    { name: 'pair verifications', value: PAIRS / elapsed, unit: '/s', how },
    { name: 'processor time of one', value: (used.user + used.system) / 1000 / PAIRS, unit: 'ms', how: 'all threads' },
    { name: 'event-loop delay p99', value: delay.percentile(99) / 1e6, unit: 'ms', how: 'meanwhile' },
  ];
}

/** FLAC files of real speakers where they are; else the synthetic voices, in Ogg Opus. */
async function recordings(): Promise<Recording[]> {
  const real = join('..', 'shared', 'fixtures', 'voices');
  const [folder, extension] = existsSync(real) ? [real, '.flac'] : ['e2e', '.ogg'];
  const found = await dataFiles(folder, [extension]);
  return Promise.all(
    found.map(async ({ path }) => {
      const bytes = await readFile(path);
      return { bytes, seconds: (await decodeSound(bytes)).length / SAMPLE_RATE };
    }),
  );
}
