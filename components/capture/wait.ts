/** Says that a wait came to its end without an answer. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Resolves after `milliseconds`; rejects with the signal's reason when it is aborted first. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** `promise`, or a TimeoutError after `milliseconds`, or the signal's reason when it is aborted first. */
export async function within<T>(milliseconds: number, promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const end = new AbortController();
  const stop = (): void => end.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const noAnswer = wait(milliseconds, end.signal).then(() => {
    throw new TimeoutError(`no answer after ${milliseconds} ms`);
  });
  noAnswer.catch(() => undefined);
  try {
    return await Promise.race([promise, noAnswer]);
  } finally {
    signal.removeEventListener('abort', stop);
    end.abort();
  }
}
