/** For how long something is as it should be, in milliseconds of any clock. */
export interface Hold {
  since: number | null;
  /** When it last was. */
  last: number;
}

export const NOT_HELD: Hold = { since: null, last: 0 };

/** How long a pose is held before it is photographed, and somebody sits well before a recording begins. */
export const HELD_MS = 500;
export const SETTLED_MS = 250;
/** A look that found nobody, between two that did, breaks nothing: detectors blink. */
const BLINK_MS = 250;

/** With one more look at `now`: `true` is as it should be, `false` is not, `null` could not be seen. */
export function hold({ since, last }: Hold, isRight: boolean | null, now: number): Hold {
  if (isRight === true) return { since: since !== null && now - last <= 2 * BLINK_MS ? since : now, last: now };
  return isRight === null && now - last <= BLINK_MS ? { since, last } : NOT_HELD;
}

/** How much of the time it was held, in [0, 1]. */
export function heldShare({ since, last }: Hold, time = HELD_MS): number {
  return since === null ? 0 : Math.min(1, (last - since) / time);
}
