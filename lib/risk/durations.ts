/* In milliseconds. */

export const HOUR_MS: number = 60 * 60_000;
export const DAY_MS: number = 24 * HOUR_MS;

/** How far back `near_misses` looks. */
export const NEAR_MISS_WINDOW_MS: number = 15 * 60_000;
