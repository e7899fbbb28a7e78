import type { Locale } from '@/components/intl/locales';
import deHome from './de/home.json' with { type: 'json' };
import deSite from './de/site.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enSite from './en/site.json' with { type: 'json' };

const en = { home: enHome, site: enSite };

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = { home: deHome, site: deSite };

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
