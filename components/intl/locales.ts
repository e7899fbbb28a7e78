/** Languages that every text is in; the first one where a person speaks none of them. */
export const LOCALES = ['en-GB', 'de-DE'] as const;

export type Locale = (typeof LOCALES)[number];

/** Which way each is written. */
export const DIRECTIONS: Record<Locale, 'ltr' | 'rtl'> = { 'en-GB': 'ltr', 'de-DE': 'ltr' };

/** Keeps a person's choice, and where their clock is: neither says who they are. */
export const LOCALE_COOKIE = 'open-sesame-language';
export const TIME_ZONE_COOKIE = 'open-sesame-time-zone';

/** What a person chose, or else the first language that their browser asks for and we have (RFC 9110, 12.5.4). */
export function localeOf(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = LOCALES.find((locale) => locale === chosen);
  if (known) return known;
  const asked = (acceptLanguage ?? '')
    .split(',', 20)
    .map((range) => {
      const [tag = '', quality = ''] = range.trim().toLowerCase().split(';');
      return { language: tag.split('-')[0], quality: quality ? Number(quality.trim().replace(/^q=/, '')) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of asked) {
    const ours = LOCALES.find((locale) => locale.startsWith(`${language}-`));
    if (ours) return ours;
  }
  return LOCALES[0];
}

/** A time zone that this machine knows, as a cookie names it; UTC until a page told us. */
export function timeZoneOf(told: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: told }).resolvedOptions().timeZone && told ? told : 'UTC';
  } catch {
    return 'UTC';
  }
}
