import { parseUserAgent } from '@/lib/api/user-agent';

/** Where the permission for camera and microphone hides: in different places of these. */
export type PermissionPlace = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other';

/** Of the browser that this page is in. */
export const placeHere = (): PermissionPlace => permissionPlace(navigator.userAgent, navigator.maxTouchPoints);

/** By the browser's user agent. An iPad calls itself a Mac; only its touch screen tells. */
export function permissionPlace(userAgent: string, maxTouchPoints: number): PermissionPlace {
  const { browser, system } = parseUserAgent(userAgent);
  if (system === 'iphone' || system === 'ipad' || (system === 'mac' && maxTouchPoints > 1)) return 'ios';
  if (system === 'android') return 'android';
  switch (browser) {
    case 'edge':
    case 'firefox':
    case 'safari':
      return browser;
    // Opera has Chrome's engine, and its page of settings.
    case 'chrome':
    case 'opera':
    case 'samsung':
      return 'chrome';
    default:
      return 'other';
  }
}
