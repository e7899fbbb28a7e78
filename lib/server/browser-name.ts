import { type Browser, parseUserAgent, type System } from '@/lib/api/user-agent';

const BROWSERS = {
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
} as const satisfies Record<Browser, string>;

const SYSTEMS = {
  iphone: 'iPhone',
  ipad: 'iPad',
  android: 'Android',
  windows: 'Windows',
  mac: 'Mac',
  linux: 'Linux',
} as const satisfies Record<System, string>;

/** "Firefox on Linux": the kind of a browser by its user-agent header, one of a few dozen texts, whatever the header says. */
export function browserName(userAgent: string | null): string {
  const { browser, system } = parseUserAgent(userAgent ?? '');
  return browser ? `${BROWSERS[browser]} on ${system ? SYSTEMS[system] : 'unknown system'}` : 'Unknown browser';
}
