import type { Locale } from '@/components/intl/locales';
import deHome from './de/home.json' with { type: 'json' };
import deLetters from './de/letters.json' with { type: 'json' };
import deOtherWays from './de/other-ways.json' with { type: 'json' };
import deSite from './de/site.json' with { type: 'json' };
import deWaysIn from './de/ways-in.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enLetters from './en/letters.json' with { type: 'json' };
import enOtherWays from './en/other-ways.json' with { type: 'json' };
import enSite from './en/site.json' with { type: 'json' };
import enWaysIn from './en/ways-in.json' with { type: 'json' };

const en = { home: enHome, letters: enLetters, otherWays: enOtherWays, site: enSite, waysIn: enWaysIn };

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = { home: deHome, letters: deLetters, otherWays: deOtherWays, site: deSite, waysIn: deWaysIn };

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
