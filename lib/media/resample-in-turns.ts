import { nextTurn } from './next-turn';
import { resample } from './resample';

/** Seconds resampled in one turn of the event loop: some milliseconds of work. */
const BLOCK_SECONDS = 5;

/**
 * Seconds that a block sees of its neighbours: many times the length of the filter. A fifth of a second is a whole number of
 * steps of every filter, because every rate that `resample` takes is a multiple of 25 Hz.
 */
const CONTEXT_SECONDS = 0.2;

const TARGET_RATE = 16_000;

/** The same samples as from `resample`, without holding the event loop up when there are many. */
export async function resampleInTurns(input: Float32Array, rate: number): Promise<Float32Array> {
  const output = new Float32Array(Math.ceil((input.length * TARGET_RATE) / rate));
  for (let second = 0; second * rate < input.length; second += BLOCK_SECONDS) {
    await nextTurn();
    const before = Math.min(second, CONTEXT_SECONDS);
    const start = Math.round((second - before) * rate);
    const end = Math.round((second + BLOCK_SECONDS + CONTEXT_SECONDS) * rate);
    const block = resample(input.subarray(start, end), rate).subarray(Math.round(before * TARGET_RATE));
    const at = second * TARGET_RATE;
    output.set(block.subarray(0, Math.min(BLOCK_SECONDS * TARGET_RATE, output.length - at)), at);
  }
  return output;
}
