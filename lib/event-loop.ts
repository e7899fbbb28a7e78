let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop of one's own. Decoders, observers and searches ask for one before each piece of work of
 * some milliseconds; however many of them there are, the process does other things after each piece.
 */
export function yieldToEventLoop(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
  return last;
}
