import { monitorEventLoopDelay } from 'node:perf_hooks';
import { findModel, readManifest } from '@/lib/inference/manifest';
import { median } from '@/lib/math/statistics';
import { createEmbeddingGallery, type EmbeddingGallery } from '@/lib/recognition/gallery';
import { searchInTurns } from '@/lib/recognition/identify';
import { type Figure, time } from './figures';

const RUNS = 20;
const PEOPLE = 1_000_000;

/** Finding the nearest of a million generated voices. */
export async function benchGallery(): Promise<Figure[]> {
  const residentBefore = process.memoryUsage.rss();
  const arraysBefore = process.memoryUsage().arrayBuffers;
  const next = numbers();
  const { embeddingSize: dimensions } = findModel(await readManifest(), 'voice-embedding');
  const gallery = fill(dimensions, next);
  const arrays = process.memoryUsage().arrayBuffers - arraysBefore;
  const resident = process.memoryUsage.rss() - residentBefore;
  const probe = Float32Array.from({ length: dimensions }, next);

  const atOnce = await time(RUNS, async () => gallery.search(probe).next());
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const inTurns = await time(RUNS, () => searchInTurns(gallery, probe));
  delay.disable();

  const how = `${PEOPLE} x ${dimensions}, median of ${RUNS}, one thread`;
  return [
    { name: 'search at once', value: median(atOnce), unit: 'ms', how },
    { name: 'search in turns', value: median(inTurns), unit: 'ms', how },
    { name: 'event-loop delay p99', value: delay.percentile(99) / 1e6, unit: 'ms', how: 'while searching in turns' },
    { name: 'arrays', value: arrays / 1e6, unit: 'MB', how: 'vectors, ids and their table' },
    { name: 'resident memory', value: resident / 1e6, unit: 'MB', how: 'grown by filling the gallery' },
  ];
}

/** Numbers in [-1, 1) that repeat (the generator of Numerical Recipes). */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

function fill(dimensions: number, next: () => number): EmbeddingGallery {
  const gallery = createEmbeddingGallery(dimensions, PEOPLE);
  const embedding = new Float32Array(dimensions);
  for (let i = 0; i < PEOPLE; i++) {
    for (let j = 0; j < dimensions; j++) embedding[j] = next();
    gallery.put(idOf(i), embedding);
  }
  return gallery;
}

/** Without a hash from node:crypto: a million of those leave 100 MB that are no gallery's. */
function idOf(i: number): string {
  const spread = (Math.imul(i, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `${spread}-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
}
