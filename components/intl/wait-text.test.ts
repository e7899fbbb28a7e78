import { createFormatter } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { waitText } from './wait-text';

describe('a wait', () => {
  it.each([
    ['en-GB', 160, '2 minutes 40 seconds'],
    ['en-GB', 61, '1 minute 1 second'],
    ['en-GB', 60, '1 minute'],
    ['en-GB', 59.2, '1 minute'],
    ['en-GB', 1, '1 second'],
    ['en-GB', 0, '1 second'],
    ['de-DE', 160, '2 Minuten, 40 Sekunden'],
    ['de-DE', 61, '1 Minute, 1 Sekunde'],
    ['de-DE', 30, '30 Sekunden'],
  ])('of %s %d seconds is "%s"', (locale, seconds, text) => {
    expect(waitText(createFormatter({ locale, timeZone: 'UTC' }), seconds)).toBe(text);
  });
});
