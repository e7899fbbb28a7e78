import { DAY_MS, HOUR_MS } from '@/lib/risk/durations';

/** Log-ins that it takes to say what is usual. */
const LEAST_LOGINS = 20;
/** Hours before and after. */
const AROUND = 2;
/** Share of a person's log-ins at about this hour. */
const USUAL = 0.02;
const MANY_CAPTURES = 15;

/** The width of a time of day, in milliseconds. */
const TEN_MINUTES_MS = 10 * 60_000;
const TIMES_OF_DAY = DAY_MS / TEN_MINUTES_MS;

/** How many log-ins there were in each ten minutes of the day, universal time: a person's hours move by one twice a year at most. */
export function timesOfDay(logins: readonly Date[]): number[] {
  const counts = new Array<number>(TIMES_OF_DAY).fill(0);
  for (const login of logins) {
    const time = timeOfDay(login);
    counts[time] = (counts[time] ?? 0) + 1;
  }
  return counts;
}

/** `unusual_hour`: hardly any log-in of this person was within two hours of this time of day. */
export function isUnusualHour(now: Date, loginsByTime: readonly number[]): boolean {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const logins = sum(loginsByTime);
  if (logins < LEAST_LOGINS) return false;
  const near = loginsByTime.filter((_, time) => {
    const apart = Math.abs(timeOfDay(now) - time);
    return Math.min(apart, TIMES_OF_DAY - apart) * TEN_MINUTES_MS <= AROUND * HOUR_MS;
  });
  return sum(near) / logins < USUAL;
}

function timeOfDay(date: Date): number {
  return Math.floor((date.getTime() % DAY_MS) / TEN_MINUTES_MS);
}

/** `new_browser`: none of this person's log-ins came from such a browser. */
export function isNewBrowser(browser: string, known: readonly string[]): boolean {
  return known.length > 0 && !known.includes(browser);
}

/** `many_captures`: refusals at one name within a day, more than forgetfulness explains. */
export function areManyCaptures(refusalsInADay: number): boolean {
  return refusalsInADay >= MANY_CAPTURES;
}
