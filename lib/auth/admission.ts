import { SesameError } from '@/lib/errors';

/** Lets a few pieces of heavy work run at once, a few more wait, and turns the rest away. */
export interface Admission {
  /** Runs `work` when there is room. Throws `busy` at once when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** Captures analysed at once: two cores, and decoding overlaps with inference. */
const RUNNING = 4;
/** Captures that may wait, so that the last one still answers in some ten seconds. */
const WAITING = 16;
const RETRY_AFTER_SECONDS = 5;

export function createAdmission(running = RUNNING, waiting = WAITING): Admission {
  const queue: (() => void)[] = [];
  const whenIdle: (() => void)[] = [];
  let active = 0;

  async function enter(): Promise<void> {
    if (active < running) {
      active += 1;
      return;
    }
    if (queue.length >= waiting) throw new SesameError('busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  function leave(): void {
    const next = queue.shift();
    if (next) {
      next();
      return;
    }
    active -= 1;
    if (active === 0) for (const tell of whenIdle.splice(0)) tell();
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    async idle() {
      if (active > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
  };
}
