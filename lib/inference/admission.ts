import { SesameError } from '@/lib/errors';
import { type Applicant, fairLines, type LineLimits } from './lines';
import type { Queue } from './queue';

/** Where the work of everybody waits for a place. */
export interface Admission {
  /** The queue as one party sees it. `run` throws `busy` with the seconds to wait when there are too many. */
  of(applicant: Applicant): Queue;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

/** The clock counts milliseconds; it comes in so that waiting times can be tested. */
export function fairAdmission(limits: LineLimits, now: () => number = () => performance.now()): Admission {
  const lines = fairLines(limits);
  const whenIdle: (() => void)[] = [];
  let meanDuration = 0;

  async function run<T>(applicant: Applicant, job: () => Promise<T>): Promise<T> {
    await new Promise<void>((start, refuse) => lines.join(applicant, { start, refuse: () => refuse(full()) }));
    const startedAt = now();
    try {
      return await job();
    } finally {
      // A moving average over about ten jobs: enough to tell a caller when to come back.
      meanDuration += (now() - startedAt - meanDuration) * (meanDuration === 0 ? 1 : 0.1);
      lines.leave(applicant);
      if (lines.running() === 0) for (const tell of whenIdle.splice(0)) tell();
    }
  }

  async function idle(): Promise<void> {
    if (lines.running() > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
  }

  function full(): SesameError {
    const milliseconds = ((lines.waiting() + lines.running()) * meanDuration) / limits.places;
    return new SesameError('busy', { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) });
  }

  return { of: (applicant) => ({ run: (job) => run(applicant, job), idle }), idle };
}
