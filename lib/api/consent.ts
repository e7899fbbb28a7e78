/**
 * The text that people agree to when they sign up, by number. It goes up with every change of what they agree to
 * (`components/sign-up/consent.test.ts`), and stays with the person.
 */
export const CONSENT_VERSION = 2;

/** Since when each version was shown. */
export const CONSENT_SINCE: Readonly<Record<number, string>> = { 1: '2026-11-21', 2: '2026-11-22' };
