import type { Locale } from '@/components/intl/locales';
import deAccount from './de/account.json';
import deDashboard from './de/dashboard.json';
import deExport from './de/export.json';
import deHome from './de/home.json';
import deSite from './de/site.json';
import enAccount from './en/account.json';
import enDashboard from './en/dashboard.json';
import enExport from './en/export.json';
import enHome from './en/home.json';
import enSite from './en/site.json';

const en = { account: enAccount, dashboard: enDashboard, export: enExport, home: enHome, site: enSite };

/** Every text, by area. ICU MessageFormat: `{count, plural, one {# try} other {# tries}}`. */
export type Messages = typeof en;

const de: Messages = { account: deAccount, dashboard: deDashboard, export: deExport, home: deHome, site: deSite };

export const catalogue: Record<Locale, Messages> = { 'en-GB': en, 'de-DE': de };
