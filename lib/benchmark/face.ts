import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { type FaceModel, faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { median } from '@/lib/math/statistics';
import type { Frame } from '@/lib/media/frame';
import { decodeImage } from '@/lib/media/image';
import { type FaceApi, loadFaceApi } from '@/lib/models/face/face-api';
import { facePhoto, people } from '@/lib/testing/faces';
import { SERVER_MEMORY } from '@/lib/testing/server';
import { type Figure, time } from './figures';

const RUNS = 20;
const PROCESSES = 5;
const BURST = 8;

/** Our face networks and face-api on WASM with the same frame, in turns; and what a burst costs. */
export async function benchFace(): Promise<Figure[]> {
  const frame = await decodeImage(await facePhoto(people.ada[0]));
  const model = await faceModel();
  const peer = await loadFaceApi();
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let i = -1; i < RUNS; i++) {
    const mine = await time(1, () => look(model, frame), 0);
    const their = await time(1, () => lookWithFaceApi(peer, frame), 0);
    if (i < 0) continue;
    ours.push(...mine);
    theirs.push(...their);
  }

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const burst = await time(RUNS, () => observeFace(Array<Frame>(BURST).fill(frame), model, 'login'));
  delay.disable();
  const memory: number[] = [];
  for (let i = 0; i < PROCESSES; i++) memory.push(await addedMegabytes());

  const how = `found, landmarks, described; 640 x 480, median of ${RUNS}, in turns`;
  return [
    { name: 'one frame', value: median(ours), unit: 'ms', how },
    { name: 'one frame, face-api on WASM', value: median(theirs), unit: 'ms', how },
    { name: 'face-api takes', value: median(theirs) / median(ours), unit: 'times', how: 'at least 5' },
    { name: 'a burst of 8 frames', value: median(burst), unit: 'ms', how: `median of ${RUNS}; less than 250` },
    { name: 'event-loop delay p99', value: delay.percentile(99) / 1e6 - 1, unit: 'ms', how: 'meanwhile; less than 20' },
    {
      name: 'resident memory',
      value: median(memory),
      unit: 'MB',
      how: `added, median of ${PROCESSES} processes; less than 150`,
    },
  ];
}

async function look(model: FaceModel, frame: Frame): Promise<void> {
  const [face] = await model.detect(frame);
  if (face) await model.describe([{ frame, face }]);
}

async function lookWithFaceApi(peer: FaceApi, frame: Frame): Promise<void> {
  const [face] = await peer.detect(frame);
  if (face) await peer.describe(frame, face);
}

/** In a process of its own, with the settings of the server's. */
async function addedMegabytes(): Promise<number> {
  const script = join(process.cwd(), 'lib', 'benchmark', 'face-memory.ts');
  const env = { ...process.env, ...SERVER_MEMORY };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env });
  return Number(stdout);
}
