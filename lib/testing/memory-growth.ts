import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much more of it there is, in bytes, after the second half of the work than after the first. */
export interface MemoryGrowth {
  /** By what JavaScript holds. */
  held: number;
  /** By all that the system gave the process, native libraries included. */
  resident: number;
}

const ROUNDS = 10;

/**
 * Does a tenth of the work ten times. A leak grows with the work; what allocators keep for the next time does not, and how much that is differs
 * with the version of Node.js: so the least of each half is compared, after the garbage is collected.
 */
export async function memoryGrowth(tenth: () => Promise<void>): Promise<MemoryGrowth> {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const held: number[] = [];
  const resident: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await tenth();
    collectGarbage();
    const { heapUsed, rss } = process.memoryUsage();
    held.push(heapUsed);
    resident.push(rss);
  }
  return { held: growth(held), resident: growth(resident) };
}

function growth(sizes: readonly number[]): number {
  return Math.min(...sizes.slice(ROUNDS / 2)) - Math.min(...sizes.slice(0, ROUNDS / 2));
}
