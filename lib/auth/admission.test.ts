import { describe, expect, it } from 'vitest';
import { createAdmission } from './admission';

function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

describe('admission', () => {
  it('runs as many at once as it may, and the rest in order', async () => {
    const admission = createAdmission(1, 2);
    const first = held();
    const order: string[] = [];
    const all = [
      admission.run(() => first.promise.then(() => order.push('first'))),
      admission.run(async () => order.push('second')),
      admission.run(async () => order.push('third')),
    ];
    expect(order).toEqual([]);
    first.release();
    await Promise.all(all);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('turns away at once what cannot wait, saying when to come back', async () => {
    const admission = createAdmission(1, 0);
    const first = held();
    const running = admission.run(() => first.promise);
    await expect(admission.run(async () => 'never')).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 5 });
    first.release();
    await running;
    await expect(admission.run(async () => 'again')).resolves.toBe('again');
  });

  it('is idle when the last of all that run and wait has ended', async () => {
    const admission = createAdmission(1, 1);
    await admission.idle();
    const [first, second] = [held(), held()];
    const order: string[] = [];
    const all = [admission.run(() => first.promise), admission.run(() => second.promise)];
    const idle = admission.idle().then(() => order.push('idle'));
    first.release();
    await all[0];
    order.push('first');
    second.release();
    await Promise.all([...all, idle]);
    expect(order).toEqual(['first', 'idle']);
  });

  it('makes room again after a failure', async () => {
    const admission = createAdmission(1, 0);
    await expect(admission.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(admission.run(async () => 'fine')).resolves.toBe('fine');
  });
});
