import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dataFiles } from '@/lib/evaluation/data/folders';
import { faceModel } from '@/lib/face/model';
import { boundedQueue } from '@/lib/inference/queue';
import { SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { faceFiles } from '@/lib/recognition/face-files';
import { type FilePair, verify } from '@/lib/recognition/verify';
import { voiceFiles } from '@/lib/recognition/voice-files';
import { facePhoto, people } from '@/lib/testing/faces';
import { voiceModel } from '@/lib/voice/model';
import type { Figure } from './figures';

const PAIRS = 200;
const AT_ONCE = 4;

interface Recording {
  bytes: Uint8Array;
  seconds: number;
}

/** Pair verifications from the bytes of two files to the answer, four at a time: recordings, then pictures. */
export async function benchVerify(): Promise<Figure[]> {
  const deps = { admission: boundedQueue(4, 16), faceModel, voiceModel: () => voiceModel() };
  const voices = (files: FilePair): Promise<{ ok: boolean }> => verify(files, voiceFiles, deps);
  const faces = (files: FilePair): Promise<{ ok: boolean }> => verify(files, faceFiles, deps);
  const all = await recordings();
  const short = all.filter(({ seconds }) => seconds > 4 && seconds < 6);
  const photographs = await pictures();
  return [
    ...(await rate('voice', voices, short, meanLength(short))),
    ...(await rate('voice', voices, all, meanLength(all))),
    ...(await rate('face', faces, photographs, `${photographs.length} pictures`)),
  ];
}

async function rate(
  modality: string,
  verify: (files: FilePair) => Promise<{ ok: boolean }>,
  files: readonly { bytes: Uint8Array }[],
  what: string,
): Promise<Figure[]> {
  const file = (i: number): Uint8Array => files[i % files.length]?.bytes ?? new Uint8Array();
  const pair = async (i: number): Promise<boolean> => (await verify({ a: file(i), b: file(i * 7 + 1) })).ok;
  for (let i = 0; i < AT_ONCE; i++) await pair(i);

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  const pairs = Array.from({ length: PAIRS }, (_, i) => i).values();
  let scored = 0;
  const client = async (): Promise<void> => {
    for (const i of pairs) if (await pair(i)) scored++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  const elapsed = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(usedBefore);
  delay.disable();

  const how = `${PAIRS} pairs of ${what}, ${AT_ONCE} at once, ${scored} with a score`;
  const each = (used.user + used.system) / 1000 / PAIRS;
  return [
    { name: `${modality} pair verifications`, value: PAIRS / elapsed, unit: '/s', how },
    { name: `processor time of one ${modality} pair`, value: each, unit: 'ms', how: 'all threads' },
    { name: 'event-loop delay p99', value: delay.percentile(99) / 1e6, unit: 'ms', how: 'meanwhile' },
  ];
}

function meanLength(files: readonly Recording[]): string {
  return `files of ${(files.reduce((sum, { seconds }) => sum + seconds, 0) / files.length).toFixed(1)} s`;
}

/** Public photographs where they are; else those that the tests cut from demo photographs. */
async function pictures(): Promise<{ bytes: Uint8Array }[]> {
  const real = join('..', 'shared', 'fixtures', 'faces');
  if (!existsSync(real)) {
    const crops = Object.values(people).flat();
    return Promise.all(crops.map(async (crop) => ({ bytes: await facePhoto(crop) })));
  }
  const names = (await readdir(real)).filter((name) => name.endsWith('.jpg')).sort();
  return Promise.all(names.map(async (name) => ({ bytes: await readFile(join(real, name)) })));
}

/** FLAC files of real speakers where they are; else the synthetic voices, in Ogg Opus. */
async function recordings(): Promise<Recording[]> {
  const real = join('..', 'shared', 'fixtures', 'voices');
  const [folder, extension] = existsSync(real) ? [real, '.flac'] : ['lib/testing', '.ogg'];
  const found = await dataFiles(folder, [extension]);
  return Promise.all(
    found.map(async ({ path }) => {
      const bytes = await readFile(path);
      return { bytes, seconds: (await decodeSound(bytes)).length / SAMPLE_RATE };
    }),
  );
}
