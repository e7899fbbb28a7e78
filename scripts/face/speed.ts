import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { facePhoto, people } from '@/e2e/faces';
import type { Frame } from '@/lib/face/frame';
import { faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { loadFaceApi } from './face-api';

/** Compares the time of our face networks with face-api's, in one run on one machine: `tsx scripts/face/speed.ts`. */

const RUNS = 20;

async function median(job: () => Promise<unknown>): Promise<number> {
  await job();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await job();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[RUNS / 2] as number;
}

const megabytes = (): number => process.memoryUsage().rss / 1e6;

const { data, info } = await sharp(await facePhoto(people.ada[0]))
  .raw()
  .toBuffer({ resolveWithObject: true });
const frame: Frame = { data: new Uint8Array(data), width: info.width, height: info.height };
const burst = Array.from({ length: 8 }, () => frame);

const before = megabytes();
const model = await faceModel();
const onOneFrame = await median(async () => {
  const [face] = await model.detect(frame);
  if (face) await model.describe([{ frame, face }]);
});
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const onBurst = await median(() => observeFace(burst, model, 'login'));
delay.disable();
const memory = megabytes() - before;

const reference = await loadFaceApi();
const faceApiOnOneFrame = await median(async () => {
  const [face] = await reference.detect(frame);
  if (face) await reference.describe(frame, face);
});

console.table({
  'one 640 x 480 frame, face-api on WASM (ms)': faceApiOnOneFrame.toFixed(0),
  'one 640 x 480 frame, ours (ms)': onOneFrame.toFixed(0),
  'times faster': (faceApiOnOneFrame / onOneFrame).toFixed(1),
  'burst of 8 frames: found, judged, described (ms)': onBurst.toFixed(0),
  'event loop delay meanwhile, p99 (ms)': (delay.percentile(99) / 1e6 - 1).toFixed(1),
  'resident memory that the models added (MB)': memory.toFixed(0),
});
process.exit(0);
