/** Which browser it is, the first that fits: many names stand in the header of one browser. */
const BROWSERS = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['opera', /\bOPR\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['safari', /\bVersion\/.*\bSafari\//],
] as const;

const SYSTEMS = [
  ['iphone', /\biPhone\b/],
  ['ipad', /\biPad\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMacintosh\b/],
  ['linux', /\bLinux\b/],
] as const;

export type Browser = (typeof BROWSERS)[number][0];
export type System = (typeof SYSTEMS)[number][0];

export interface UserAgent {
  /** Undefined where it is none that we know. */
  browser: Browser | undefined;
  system: System | undefined;
}

/** Longer headers are nobody's browser; matching them would take time. */
const MOST_CHARACTERS = 512;

/** What a `User-Agent` header says, which may be anything. */
export function parseUserAgent(header: string): UserAgent {
  const read = header.slice(0, MOST_CHARACTERS);
  return {
    browser: BROWSERS.find(([, pattern]) => pattern.test(read))?.[0],
    system: SYSTEMS.find(([, pattern]) => pattern.test(read))?.[0],
  };
}
