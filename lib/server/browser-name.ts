/** What a browser is called, the first that fits: many names stand in the header of one browser. */
const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
] as const;

const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const;

const UNKNOWN = 'unknown system';

/** "Firefox on Linux": the kind of a browser by its user-agent header, one of a few dozen texts, whatever the header says. */
export function browserName(userAgent: string | null): string {
  const found = (kinds: typeof BROWSERS | typeof SYSTEMS): string =>
    kinds.find(([, pattern]) => pattern.test((userAgent ?? '').slice(0, 512)))?.[0] ?? UNKNOWN;
  const [browser, system] = [found(BROWSERS), found(SYSTEMS)];
  return browser === UNKNOWN ? 'Unknown browser' : `${browser} on ${system}`;
}
