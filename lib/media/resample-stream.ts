import { resample } from './resample';

const TARGET_RATE = 16_000;

/** Steps a second: 25 times, every rate that `resample` takes is a whole number of samples, at 16 kHz too. */
const STEPS = 25;

/** Sound at another rate that is still arriving. */
export interface ResampleStream {
  /** The samples at 16 kHz that are certain by now: 40 to 80 ms behind, or, of sound at 16 kHz, the same array at once. */
  push(samples: Float32Array): Float32Array;
  /** The rest. */
  end(): Float32Array;
}

/** The same samples as from `resample`, block by block. Every block sees 40 ms of its neighbours, longer than the filter. */
export function resampleStream(rate: number): ResampleStream {
  if (rate === TARGET_RATE) return { push: (samples) => samples, end: () => new Float32Array(0) };
  const step = rate / STEPS;
  const outStep = TARGET_RATE / STEPS;
  /** Samples that begin one step before what comes next, but for the first time. */
  let held = new Float32Array(0);
  let before = 0;

  function push(samples: Float32Array): Float32Array {
    const all = new Float32Array(held.length + samples.length);
    all.set(held);
    all.set(samples, held.length);
    held = all;
    const steps = Math.floor(all.length / step) - before - 1;
    if (steps <= 0) return new Float32Array(0);
    const output = resample(all.subarray(0, (before + steps + 1) * step), rate);
    const from = before * outStep;
    held = all.slice((before + steps - 1) * step);
    before = 1;
    return output.subarray(from, from + steps * outStep);
  }

  return { push, end: () => resample(held, rate).subarray(before * outStep) };
}
