import { type DigitBackground, PATCH_ROWS, PATCHES } from '@/lib/liveness/digits/background';
import { BANDS, bandsOf } from '@/lib/liveness/digits/bands';
import { atLoudness } from '@/lib/liveness/digits/templates';
import { seededRandom } from '@/lib/math/random';
import type { Audio } from '@/lib/media/audio';

/** Rows from one patch to the next. */
const STEP = 4;
/** Patches that are enough. */
const MOST = 8000;
const ROUNDS = 10;
const SIZE = PATCH_ROWS * BANDS;

/** The means of k-means over patches of 100 ms of everybody's words (Lloyd, 1982). The same words give the same background. */
export function trainBackground(words: readonly Audio[]): DigitBackground {
  const random = seededRandom(1);
  const all = words.flatMap(patchesOf);
  const share = MOST / all.length;
  const patches = all.filter(() => random() < share);
  let means = Array.from({ length: PATCHES }, () => patches[Math.floor(random() * patches.length)] as Float32Array);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = means.map(() => new Float64Array(SIZE));
    const counts = new Uint32Array(PATCHES);
    for (const patch of patches) {
      const nearest = nearestOf(patch, means);
      counts[nearest] = (counts[nearest] as number) + 1;
      const sum = sums[nearest] as Float64Array;
      for (let i = 0; i < SIZE; i++) sum[i] = (sum[i] as number) + (patch[i] as number);
    }
    means = means.map((mean, k) =>
      counts[k] ? Float32Array.from(sums[k] as Float64Array, (sum) => sum / (counts[k] as number)) : mean,
    );
  }
  const data = new Float32Array(PATCHES * SIZE);
  for (const [k, mean] of means.entries()) data.set(mean, k * SIZE);
  return { patches: { data, rows: PATCHES * PATCH_ROWS } };
}

function patchesOf(word: Audio): Float32Array[] {
  const { data, rows } = atLoudness(bandsOf(word));
  const patches: Float32Array[] = [];
  for (let row = 0; row + PATCH_ROWS <= rows; row += STEP)
    patches.push(data.slice(row * BANDS, (row + PATCH_ROWS) * BANDS));
  return patches;
}

function nearestOf(patch: Float32Array, means: readonly Float32Array[]): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  means.forEach((mean, k) => {
    let sum = 0;
    for (let i = 0; i < SIZE && sum < least; i++) sum += ((patch[i] as number) - (mean[i] as number)) ** 2;
    if (sum >= least) return;
    least = sum;
    nearest = k;
  });
  return nearest;
}
