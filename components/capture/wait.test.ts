import { describe, expect, it } from 'vitest';
import { TimeoutError, wait, within } from './wait';

const never = new Promise<never>(() => undefined);

describe('within', () => {
  it('hands on an answer that comes in time', async () => {
    await expect(within(10_000, Promise.resolve('yes'), new AbortController().signal)).resolves.toBe('yes');
  });

  it('ends a wait for an answer that never comes', async () => {
    await expect(within(1, never, new AbortController().signal)).rejects.toBeInstanceOf(TimeoutError);
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const waiting = within(10_000, never, cancel.signal);
    cancel.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('wait', () => {
  it('does not begin once it is cancelled', async () => {
    await expect(wait(10_000, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  });
});
