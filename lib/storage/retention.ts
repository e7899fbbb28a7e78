const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often what is past its time is removed, in milliseconds: nothing is kept longer than its period and this. */
export const SWEEP_EVERY_MS = MINUTE_MS;

/** How long things are kept, in milliseconds. What the pages promise is this (`retention.test.ts`). */
export const RETENTION = {
  /** A sign-up or renewal that is not finished, with time to repeat some samples. */
  unfinished: 10 * MINUTE_MS,
  /** From a log-in's challenge to its capture. */
  logIn: 2 * MINUTE_MS,
  /** The audit trail, scores, fingerprints; what is usual about log-ins, after the last one. */
  history: 180 * DAY_MS,
  /** What shows that a log-in is sent again. */
  prints: 90 * DAY_MS,
  /** The cookie by which a device is known: what browsers keep one at most (RFC 6265bis, 5.5). */
  deviceCookie: 400 * DAY_MS,
} as const;
