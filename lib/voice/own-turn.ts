let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop of one's own, so that the process does other things between two pieces of work,
 * however many recordings are observed at once.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
  return last;
}
