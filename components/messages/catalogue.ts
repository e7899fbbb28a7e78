import type { Locale } from '@/components/intl/locales';
import deBroken from './de/broken.json';
import deHeader from './de/header.json';
import deHelp from './de/help.json';
import deHome from './de/home.json';
import deNames from './de/names.json';
import deRefusal from './de/refusal.json';
import deReview from './de/review.json';
import deSite from './de/site.json';
import enBroken from './en/broken.json';
import enHeader from './en/header.json';
import enHelp from './en/help.json';
import enHome from './en/home.json';
import enNames from './en/names.json';
import enRefusal from './en/refusal.json';
import enReview from './en/review.json';
import enSite from './en/site.json';

const en = {
  broken: enBroken,
  header: enHeader,
  help: enHelp,
  home: enHome,
  names: enNames,
  refusal: enRefusal,
  review: enReview,
  site: enSite,
};

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = {
  broken: deBroken,
  header: deHeader,
  help: deHelp,
  home: deHome,
  names: deNames,
  refusal: deRefusal,
  review: deReview,
  site: deSite,
};

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
