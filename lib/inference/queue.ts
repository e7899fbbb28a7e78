import { SesameError } from '@/lib/errors';

/** Jobs that are run at most `width` at a time; at most `depth` more wait in order of arrival. */
export interface Queue {
  /** Throws `busy` with the seconds to wait when the queue is full; otherwise what the job does. */
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** The clock counts milliseconds; it comes in so that waiting times can be tested. */
export function boundedQueue(width: number, depth: number, now: () => number = () => performance.now()): Queue {
  const waiting: (() => void)[] = [];
  const whenIdle: (() => void)[] = [];
  let running = 0;
  let meanDuration = 0;

  async function run<T>(job: () => Promise<T>): Promise<T> {
    if (running >= width) {
      if (waiting.length >= depth) throw full();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    const start = now();
    try {
      return await job();
    } finally {
      // A moving average over about ten jobs: enough to tell a caller when to come back.
      meanDuration += (now() - start - meanDuration) * (meanDuration === 0 ? 1 : 0.1);
      leave();
    }
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
    if (running === 0) for (const tell of whenIdle.splice(0)) tell();
  }

  async function idle(): Promise<void> {
    if (running > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
  }

  function full(): SesameError {
    const milliseconds = ((waiting.length + running) * meanDuration) / width;
    return new SesameError('busy', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) });
  }

  return { run, idle };
}
