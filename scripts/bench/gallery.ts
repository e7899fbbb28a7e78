import { createHash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { searchInTurns } from '@/lib/auth/search-in-turns';
import { createGallery, type Gallery } from '@/lib/decision/gallery';

/** Measures the search of generated voices: `npx tsx scripts/bench/gallery.ts [--people N] [--json]`. */

const DIMENSIONS = 192;
const RUNS = 20;

const { values } = parseArgs({
  options: { people: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
});

/** Numbers in [-1, 1) that repeat (the generator of Numerical Recipes). */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

function fill(people: number): Gallery {
  const next = numbers();
  const gallery = createGallery(DIMENSIONS, people);
  const embedding = new Float32Array(DIMENSIONS);
  for (let i = 0; i < people; i++) {
    for (let j = 0; j < DIMENSIONS; j++) embedding[j] = next();
    gallery.put(idOf(i), embedding);
  }
  return gallery;
}

function idOf(i: number): string {
  const hex = createHash('md5').update(String(i)).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const median = (samples: number[]): number => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? Number.NaN;

async function measure(run: () => Promise<unknown>): Promise<{ wallMs: number; processorMs: number }> {
  const wall: number[] = [];
  const processor: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const usedBefore = process.cpuUsage();
    const startedAt = performance.now();
    await run();
    wall.push(performance.now() - startedAt);
    const used = process.cpuUsage(usedBefore);
    processor.push((used.user + used.system) / 1000);
  }
  return { wallMs: Math.round(median(wall)), processorMs: Math.round(median(processor)) };
}

const people = Number(values.people);
const gallery = fill(people);
const next = numbers();
const probe = Float32Array.from({ length: DIMENSIONS }, next);
await searchInTurns(gallery, probe);

const atOnce = await measure(async () => gallery.search(probe).next());
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const inTurns = await measure(() => searchInTurns(gallery, probe));
delay.disable();

const result = {
  people,
  dimensions: DIMENSIONS,
  runs: RUNS,
  atOnce,
  inTurns,
  eventLoopDelayMs: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
  residentMB: Math.round(process.memoryUsage.rss() / 1e6),
  peakResidentMB: Math.round(process.resourceUsage().maxRSS / 1000),
};
console.info(values.json ? JSON.stringify(result) : result);
