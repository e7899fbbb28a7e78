import { setImmediate } from 'node:timers/promises';

/** Lets other work of the process go on between two pieces of decoding. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
