import { describe, expect, it } from 'vitest';
import { localeOf, timeZoneOf } from './locales';

describe('the language of a page', () => {
  it.each([
    [undefined, 'de', 'de-DE'],
    [undefined, 'de-AT,de;q=0.9,en;q=0.8', 'de-DE'],
    [undefined, 'fr, en;q=0.5, de;q=0.7', 'de-DE'],
    [undefined, 'en-US,en;q=0.9,de;q=0.8', 'en-GB'],
    [undefined, 'de;q=0, en', 'en-GB'],
    [undefined, 'fr', 'en-GB'],
    [undefined, null, 'en-GB'],
    [undefined, '*', 'en-GB'],
    [undefined, ';;;,,=q;q', 'en-GB'],
    ['de-DE', 'en', 'de-DE'],
    ['en-GB', 'de', 'en-GB'],
    ['xx-<script>', 'de', 'de-DE'],
    ['constructor', null, 'en-GB'],
  ])('for the choice %j and the header %j is %s', (chosen, header, locale) => {
    expect(localeOf(chosen, header)).toBe(locale);
  });
});

describe('the time zone of a page', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    [undefined, 'UTC'],
    ['', 'UTC'],
    ['Mars/Olympus_Mons', 'UTC'],
    ['../../etc/passwd', 'UTC'],
  ])('for %j is %s', (told, zone) => {
    expect(timeZoneOf(told)).toBe(zone);
  });
});
