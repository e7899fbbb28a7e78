import { SesameError } from '@/lib/errors';

/** How many a party may have in a sliding window. */
export interface Rate {
  most: number;
  windowMs: number;
}

/**
 * Counts by party. Throws `too_many_attempts` with the seconds until the next is allowed; what is refused is not counted. A party is
 * forgotten when its window is over, so that memory holds those of one window. The clock counts milliseconds.
 */
export function slidingWindow(
  { most, windowMs }: Rate,
  now: () => number = () => performance.now(),
): (party: string) => void {
  // Oldest last use first: who is counted goes to the end.
  const times = new Map<string, number[]>();

  function forget(before: number): void {
    for (const [party, counted] of times) {
      if ((counted.at(-1) ?? 0) > before) return;
      times.delete(party);
    }
  }

  return (party) => {
    const at = now();
    forget(at - windowMs);
    const recent = (times.get(party) ?? []).filter((time) => time > at - windowMs);
    const [first] = recent;
    if (recent.length >= most) {
      const waitMs = first === undefined ? windowMs : first + windowMs - at;
      throw new SesameError('too_many_attempts', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
    }
    times.delete(party);
    times.set(party, [...recent, at]);
  };
}
