import { DAY_MS, HOUR_MS } from '@/lib/risk/durations';

/** Log-ins that it takes to say what is usual. */
const LEAST_LOGINS = 20;
/** Hours before and after. */
const AROUND = 2;
/** Share of a person's log-ins at about this hour. */
const USUAL = 0.02;
const MANY_CAPTURES = 15;

/** `unusual_hour`: hardly any log-in of this person was within two hours of this time of day. */
export function isUnusualHour(now: Date, logins: readonly Date[]): boolean {
  if (logins.length < LEAST_LOGINS) return false;
  const near = logins.filter((login) => {
    const apart = Math.abs(timeOfDay(now) - timeOfDay(login));
    return Math.min(apart, DAY_MS - apart) <= AROUND * HOUR_MS;
  });
  return near.length / logins.length < USUAL;
}

/** Milliseconds since midnight, universal time: a person's hours move by one twice a year at most. */
function timeOfDay(date: Date): number {
  return date.getTime() % DAY_MS;
}

/** `new_browser`: none of this person's log-ins came from such a browser. */
export function isNewBrowser(browser: string, known: readonly string[]): boolean {
  return known.length > 0 && !known.includes(browser);
}

/** `many_captures`: refusals at one name within a day, more than forgetfulness explains. */
export function areManyCaptures(refusalsInADay: number): boolean {
  return refusalsInADay >= MANY_CAPTURES;
}
