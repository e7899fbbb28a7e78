/** One measured number. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** How it was measured: runs, input. */
  how: string;
}

/** Milliseconds of `runs` runs in turn, after `warmUp` that are not counted. */
export async function time(runs: number, work: () => Promise<unknown>, warmUp = 1): Promise<number[]> {
  for (let i = 0; i < warmUp; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times;
}
