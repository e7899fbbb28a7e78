import { describe, expect, it } from 'vitest';
import { boundedQueue } from './queue';

/** A job that ends when it is told to. */
function heldJob(): { job: () => Promise<void>; end: () => void; started: () => boolean } {
  let end = (): void => {};
  let started = false;
  const held = new Promise<void>((resolve) => {
    end = resolve;
  });
  const job = (): Promise<void> => {
    started = true;
    return held;
  };
  return { job, end, started: () => started };
}

describe('the queue', () => {
  it('gives back what a job gives, and throws what it throws', async () => {
    const queue = boundedQueue(1, 0);
    expect(await queue.run(async () => 7)).toBe(7);
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run(async () => 8)).toBe(8);
  });

  it('runs no more jobs at once than it is wide, and the others in order', async () => {
    const queue = boundedQueue(1, 2);
    const [first, second, third] = [heldJob(), heldJob(), heldJob()];
    const all = [first, second, third].map(({ job }) => queue.run(job));
    expect([first, second, third].map((job) => job.started())).toEqual([true, false, false]);
    first.end();
    await all[0];
    await Promise.resolve();
    expect([second, third].map((job) => job.started())).toEqual([true, false]);
    second.end();
    third.end();
    await Promise.all(all);
    expect(third.started()).toBe(true);
  });

  it('answers busy when too many wait, and takes work again afterwards', async () => {
    const queue = boundedQueue(1, 1);
    const [running, waiting, refused] = [heldJob(), heldJob(), heldJob()];
    const accepted = [queue.run(running.job), queue.run(waiting.job)];
    await expect(queue.run(refused.job)).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 1 });
    expect(refused.started()).toBe(false);
    running.end();
    waiting.end();
    await Promise.all(accepted);
    expect(await queue.run(async () => 'again')).toBe('again');
  });

  it('says how long to wait from how long jobs took', async () => {
    let time = 0;
    const queue = boundedQueue(1, 1, () => time);
    await queue.run(async () => {
      time += 4000;
    });
    const [running, waiting] = [heldJob(), heldJob()];
    const accepted = [queue.run(running.job), queue.run(waiting.job)];
    await expect(queue.run(async () => {})).rejects.toMatchObject({ retryAfterSeconds: 8 });
    running.end();
    waiting.end();
    await Promise.all(accepted);
  });

  it('is idle when the last of all that run and wait has ended', async () => {
    const queue = boundedQueue(1, 1);
    await queue.idle();
    const [first, second] = [heldJob(), heldJob()];
    const order: string[] = [];
    const all = [queue.run(first.job), queue.run(second.job)];
    const idle = queue.idle().then(() => order.push('idle'));
    first.end();
    await all[0];
    order.push('first');
    second.end();
    await Promise.all([...all, idle]);
    expect(order).toEqual(['first', 'idle']);
  });

  it('makes room again after a failure', async () => {
    const queue = boundedQueue(1, 0);
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(queue.run(async () => 'fine')).resolves.toBe('fine');
  });
});
